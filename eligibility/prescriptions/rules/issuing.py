"""What a prescription must be: by whom, of what, for how long, on what entitlement."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from acts.policy import Policy
from acts.rules import Rule, fact
from eligibility.applications.rules.physicians import IdentityChecked
from eligibility.entitlements.rules.facts import EntitlementFacts
from eligibility.people.rules.facts import DrugFacts, PhysicianFacts, ProductFacts
from eligibility.prescriptions.policy import Inpatients, Prescribing
from eligibility.prescriptions.rules.supply import most_days, supply_limit
from eligibility.prescriptions.words import EarlyReason, OutpatientRule
from physicians.responsible.policy import Qualifying


@dataclass(frozen=True)
class LineFacts:
    """A product ordered: so many packs, which last so many days as it is taken."""

    product: ProductFacts
    quantity: Decimal
    supply_days: int

    @property
    def days_of_a_pack(self) -> Decimal:
        return self.supply_days / self.quantity


@dataclass(frozen=True)
class PaperFacts:
    """What was written on paper before the decision: when that fell, the drug, other days that are on record."""

    decided_on: date | None
    drug: DrugFacts
    recorded: frozenset[date] = frozenset()


@dataclass(frozen=True)
class PrescriptionFacts:
    """A prescription about to be issued on `day`, valid for `valid_days` days from then, or written on paper then."""

    day: date
    inpatient: bool
    long_term: bool
    valid_days: int
    diagnosis_code: str
    lines: tuple[LineFacts, ...]
    physician: PhysicianFacts | None = None
    entitlement: EntitlementFacts | None = None
    identity_checked: bool = False
    alive: bool = True
    assessment: str = ""
    patient_signed: bool = False
    in_hand: int = 0
    early_reason: EarlyReason | Literal[""] = ""
    paper: PaperFacts | None = None

    @property
    def days(self) -> int:
        """How long the order lasts: its products are taken side by side."""
        return max((line.supply_days for line in self.lines), default=0)

    def most(self, policy: Policy) -> int:
        """The most days that this order may last."""
        limit = supply_limit(self.long_term, policy, self.day)
        lines = (most_days(limit, line.product.indivisible, line.days_of_a_pack) for line in self.lines)
        return max(lines, default=limit)

    def freed_from(self, rule: OutpatientRule, policy: Policy) -> bool:
        """Whether this province frees its inpatients from the rule."""
        return self.inpatient and rule in policy[Inpatients].free_from.on(self.day)


class PrescriptionRule(Rule[PrescriptionFacts]):
    """A demand on prescriptions; `freed` is the outpatient rule from which a province may free inpatients."""

    freed: OutpatientRule | None = None

    def applies(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return self.freed is None or not facts.freed_from(self.freed, policy)


class EntitlementInEffect(PrescriptionRule):
    """The patient has an entitlement that is in effect on the day: begun, not suspended, not ended."""

    code = "NO_ENTITLEMENT"
    sentence = "开具日待遇有效"
    remedy = "先申请待遇，或待暂停解除后再开。"
    field = "entitlement"
    freed = OutpatientRule.ENTITLEMENT

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.alive and facts.entitlement is not None and facts.entitlement.holds_on(facts.day)

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        if facts.entitlement is None:
            return "没有待遇。"
        suspensions = [str(period) for period in facts.entitlement.suspended if period.contains(facts.day)]
        return f"待遇期 {facts.entitlement.period}{f'，暂停 {suspensions[0]}' if suspensions else ''}。"


class ByPublishedPhysician(PrescriptionRule):
    """A responsible physician who is published on the day prescribes."""

    code = "PHYSICIAN_NOT_PUBLISHED"
    sentence = "开具日为已发布的责任医师"
    remedy = "请由在发布期内的责任医师开具。"
    field = "physician"
    freed = OutpatientRule.RESPONSIBLE_PHYSICIAN

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.physician is not None and facts.physician.published_on(facts.day)


class PrescribedInSameField(PrescriptionRule):
    """The prescriber is of the entitlement's field of treatment, at whatever hospital; without one, of none."""

    code = "FIELD_DIFFERS"
    sentence = "处方医师与待遇同治疗领域"
    remedy = "请由同治疗领域的责任医师开具。"
    field = "physician"
    freed = OutpatientRule.RESPONSIBLE_PHYSICIAN
    needs = (EntitlementInEffect, ByPublishedPhysician)

    def applies(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return super().applies(facts, policy) and not facts.freed_from(OutpatientRule.ENTITLEMENT, policy)

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        is_demanded = policy[Qualifying].same_field_required.on(facts.day)
        return not is_demanded or fact(facts.entitlement).field in fact(facts.physician).fields


class SupplyWithinLimit(PrescriptionRule):
    """What is ordered lasts no longer than the kind of prescription may, as dose and pack make it; a pack that cannot
    be divided may last longer."""

    code = "SUPPLY_TOO_LONG"
    sentence = "单次用量在规定天数之内"
    remedy = "请减少数量；病情稳定需长期用药的可开长期处方。"
    field = "quantity"
    freed = OutpatientRule.PRESCRIPTION_DAYS

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        limit = supply_limit(facts.long_term, policy, facts.day)
        return all(
            line.supply_days <= most_days(limit, line.product.indivisible, line.days_of_a_pack) for line in facts.lines
        )

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        return f"按用法用量可用 {facts.days} 天，上限 {facts.most(policy)} 天。"


class SupplyLastsADay(PrescriptionRule):
    """What is ordered is enough for a day at least."""

    code = "SUPPLY_TOO_SHORT"
    sentence = "用量至少够用一天"
    remedy = "请核对每次用量和数量。"
    field = "quantity"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return all(line.supply_days >= 1 for line in facts.lines)


class NotTooMuchInHand(PrescriptionRule):
    """What the patient still has and what is ordered are together no more than one prescription may order, a few days
    aside; who lost it, travels or takes more from now on says so."""

    code = "SUPPLY_IN_HAND"
    sentence = "手中余药将尽"
    remedy = "请待余药将尽时再开；遗失、外出或剂量调整的，请选择原因。"
    field = "early_reason"
    freed = OutpatientRule.PRESCRIPTION_DAYS
    needs = (SupplyWithinLimit,)

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return bool(facts.early_reason) or not self.is_early(facts, policy)

    def is_early(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        """Whether more is ordered than fits beside what is still in hand."""
        return facts.in_hand + facts.days > facts.most(policy) + policy[Prescribing].overlap_days.on(facts.day)

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        overlap = policy[Prescribing].overlap_days.on(facts.day)
        return (
            f"已开和已购的还可用 {facts.in_hand} 天，连同本次 {facts.days} 天共 {facts.in_hand + facts.days} 天，"
            f"合计最多 {facts.most(policy) + overlap} 天。"
        )


class LongTermAllowed(PrescriptionRule):
    """A long-term prescription orders products that may be given so."""

    code = "LONG_TERM_NOT_ALLOWED"
    sentence = "所开产品可以开长期处方"
    remedy = "冷链、注射等须定期评估的药品请按普通处方开具。"
    field = "long_term"

    def applies(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.long_term

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return all(line.product.long_term_allowed for line in facts.lines)


class LongTermAssessed(PrescriptionRule):
    """Before a long-term prescription the patient is assessed, and signs that she agrees."""

    code = "LONG_TERM_NOT_ASSESSED"
    sentence = "长期处方有评估记录和患者签字"
    remedy = "请填写评估结果，并由患者签字确认。"
    field = "assessment"

    def applies(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.long_term

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return bool(facts.assessment.strip()) and facts.patient_signed


class ValidityWithinLimit(PrescriptionRule):
    """Valid on the day of issue; longer, up to a limit, where the physician says so."""

    code = "VALIDITY_TOO_LONG"
    sentence = "处方有效期在规定天数之内"
    remedy = "请缩短有效期。"
    field = "valid_days"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return 1 <= facts.valid_days <= policy[Prescribing].valid_days_at_most.on(facts.day)

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        return f"有效 {facts.valid_days} 天，最长 {policy[Prescribing].valid_days_at_most.on(facts.day)} 天。"


class ProductsOfTheDrug(PrescriptionRule):
    """Every product is one of the entitlement's drug: another drug or form needs a new application."""

    code = "PRODUCT_OF_ANOTHER_DRUG"
    sentence = "所开产品属于获批药品"
    remedy = "更换药品须重新申请。"
    field = "product"
    freed = OutpatientRule.ENTITLEMENT
    needs = (EntitlementInEffect,)

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        entitlement = fact(facts.entitlement)
        return bool(facts.lines) and all(line.product.drug == entitlement.drug for line in facts.lines)


class ManufacturerConfirmed(PrescriptionRule):
    """Every product's manufacturer is on record for the entitlement."""

    code = "MANUFACTURER_NOT_CONFIRMED"
    sentence = "生产企业已经责任医师认定、医院确认"
    remedy = "请先由责任医师认定、医院确认更换生产企业。"
    field = "product"
    freed = OutpatientRule.ENTITLEMENT
    needs = (EntitlementInEffect,)

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        entitlement = fact(facts.entitlement)
        return all(line.product.manufacturer in entitlement.manufacturers for line in facts.lines)


class ApprovedDiagnosis(PrescriptionRule):
    """The diagnosis is the one that was approved."""

    code = "DIAGNOSIS_NOT_APPROVED"
    sentence = "诊断与获批诊断一致"
    remedy = "诊断不同的须重新申请。"
    field = "diagnosis_code"
    freed = OutpatientRule.ENTITLEMENT
    needs = (EntitlementInEffect,)

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return fact(facts.entitlement).diagnosis_code == facts.diagnosis_code

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        return f"处方诊断 {facts.diagnosis_code}，获批诊断 {fact(facts.entitlement).diagnosis_code}。"


class PrescriberCheckedIdentity(IdentityChecked):
    """The same check as at the application, at every prescribing visit."""


WRITING: tuple[Rule[PrescriptionFacts], ...] = (
    ByPublishedPhysician(),
    PrescribedInSameField(),
    ProductsOfTheDrug(),
    ManufacturerConfirmed(),
    ApprovedDiagnosis(),
    SupplyLastsADay(),
    LongTermAllowed(),
    LongTermAssessed(),
    SupplyWithinLimit(),
    NotTooMuchInHand(),
    ValidityWithinLimit(),
)
ISSUING: tuple[Rule[PrescriptionFacts], ...] = (PrescriberCheckedIdentity(), EntitlementInEffect(), *WRITING)
