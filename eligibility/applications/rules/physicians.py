"""Who signs and prescribes: a published physician of the field, who checked identity, label and scope."""

from typing import Protocol

from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.applications.words import ApplicationKind
from physicians.responsible.policy import Qualifying


class PublishedPhysician(Rule[ApplicationFacts]):
    """The form is signed by a responsible physician who is on the published list that day."""

    code = "PHYSICIAN_NOT_PUBLISHED"
    sentence = "签章日为已发布的责任医师"
    remedy = "请由在发布期内的责任医师签章。"
    field = "physician"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.physician.published_on(facts.signature_day)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        name, days = facts.physician.name, "；".join(map(str, facts.physician.published))
        return f"{name}发布期 {days}。" if days else f"{name}从未发布。"


class SameField(Rule[ApplicationFacts]):
    """The physician's field of treatment is the drug's; for a renewal also the old entitlement's."""

    code = "FIELD_DIFFERS"
    sentence = "责任医师与药品同治疗领域"
    remedy = "请由该药品治疗领域的责任医师签章。"
    field = "drug"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        if not policy[Qualifying].same_field_required.on(facts.day):
            return True
        renewal = facts.old if facts.kind is ApplicationKind.RENEWAL else None
        return (renewal.field if renewal else facts.drug.field) in facts.physician.fields

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return f"药品属{facts.drug.field_name}，医师治疗领域：{'、'.join(facts.physician.field_names)}。"


class HasIdentityCheck(Protocol):
    @property
    def identity_checked(self) -> bool: ...


class IdentityChecked(Rule[HasIdentityCheck]):
    """The physician compared person, identity document and insurance credential at the visit."""

    code = "IDENTITY_NOT_CHECKED"
    sentence = "接诊时核对人、证、卡相符"
    remedy = "请当面核对后勾选。"
    field = "identity_checked"

    def is_met(self, facts: HasIdentityCheck, policy: Policy) -> bool:
        return facts.identity_checked


class PhysicianSaysLabel(Rule[ApplicationFacts]):
    """The physician signs only what fits the label's indication."""

    code = "LABEL_NOT_CONFIRMED"
    sentence = "责任医师确认符合{label_indication}"
    remedy = "不符合的不能签章。"
    field = "meets_label"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.meets_label


class PhysicianSaysScope(Rule[ApplicationFacts]):
    """The physician signs only what fits the restricted scope."""

    code = "SCOPE_NOT_CONFIRMED"
    sentence = "责任医师确认符合限定支付范围"
    remedy = "不符合的不能签章。"
    field = "meets_scope"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.meets_scope
