"""Changes inside a running entitlement: another manufacturer, other institutions."""

from dataclasses import dataclass
from datetime import date

from acts.policy import Policy
from acts.rules import Rule
from eligibility.entitlements.policy import Choosing
from eligibility.entitlements.rules.facts import EntitlementFacts
from eligibility.people.rules.facts import InstitutionFacts, ProductFacts


@dataclass(frozen=True)
class ConfirmationFacts:
    """A product of another manufacturer, and the fields of the physician who found it fit (none if unpublished)."""

    day: date
    entitlement: EntitlementFacts
    product: ProductFacts
    physician_fields: frozenset[str]
    label_confirmed: bool


class SameDrug(Rule[ConfirmationFacts]):
    """The other manufacturer's product has the same generic name and dosage form."""

    code = "PRODUCT_OF_ANOTHER_DRUG"
    sentence = "同通用名、同剂型"
    remedy = "不同剂型或通用名须重新申请。"
    field = "product"

    def is_met(self, facts: ConfirmationFacts, policy: Policy) -> bool:
        return facts.product.drug == facts.entitlement.drug


class FoundByResponsiblePhysician(Rule[ConfirmationFacts]):
    """A published physician of the entitlement's field found the change fit."""

    code = "FIELD_DIFFERS"
    sentence = "由同治疗领域、在发布期内的责任医师认定"
    remedy = "请选择该领域已发布的责任医师。"
    field = "physician"

    def is_met(self, facts: ConfirmationFacts, policy: Policy) -> bool:
        return facts.entitlement.field in facts.physician_fields


class OwnLabelFits(Rule[ConfirmationFacts]):
    """The approved diagnosis fits the new product's own label."""

    code = "LABEL_NOT_CONFIRMED"
    ground = "NEW_PRODUCT_LABEL"
    sentence = "获批诊断符合新产品的{label_indication}"
    remedy = "请对照新产品说明书核对后勾选。"
    field = "label_confirmed"

    def is_met(self, facts: ConfirmationFacts, policy: Policy) -> bool:
        return facts.label_confirmed

    def evidence(self, facts: ConfirmationFacts, policy: Policy) -> str:
        return f"说明书：{facts.product.label_indication}"


class StillEntitled(Rule[ConfirmationFacts]):
    """The entitlement has not ended."""

    code = "NO_ENTITLEMENT"
    ground = "ENTITLEMENT_TO_CHANGE"
    sentence = "待遇尚未终止"
    field = "entitlement"

    def is_met(self, facts: ConfirmationFacts, policy: Policy) -> bool:
        entitlement = facts.entitlement
        return not entitlement.void and (entitlement.period.last is None or facts.day <= entitlement.period.last)

    def evidence(self, facts: ConfirmationFacts, policy: Policy) -> str:
        return f"待遇期 {facts.entitlement.period}。"


@dataclass(frozen=True)
class InstitutionChange:
    day: date
    hospital: InstitutionFacts
    pharmacy: InstitutionFacts | None


class NewHospitalDesignated(Rule[InstitutionChange]):
    """The new hospital is designated on the day, in whatever area of the province."""

    code = "HOSPITAL_NOT_DESIGNATED"
    ground = "NEW_HOSPITAL"
    sentence = "所选医疗机构当日为定点"
    field = "hospital"

    def is_met(self, facts: InstitutionChange, policy: Policy) -> bool:
        return facts.hospital.hospital and facts.hospital.designated_on(facts.day)


class NewPharmacyDesignated(Rule[InstitutionChange]):
    """The new pharmacy is designated on the day; there are as many as the province's form has room for."""

    code = "PHARMACY_NOT_DESIGNATED"
    ground = "NEW_PHARMACY"
    sentence = "所选零售药店当日为定点，家数符合规定"
    field = "pharmacy"

    def is_met(self, facts: InstitutionChange, policy: Policy) -> bool:
        pharmacy = facts.pharmacy
        if not policy[Choosing].pharmacies.on(facts.day).allows(int(pharmacy is not None)):
            return False
        return pharmacy is None or (not pharmacy.hospital and pharmacy.designated_on(facts.day))


CONFIRMING: tuple[Rule[ConfirmationFacts], ...] = (
    StillEntitled(),
    SameDrug(),
    FoundByResponsiblePhysician(),
    OwnLabelFits(),
)
CHANGING: tuple[Rule[InstitutionChange], ...] = (NewHospitalDesignated(), NewPharmacyDesignated())
