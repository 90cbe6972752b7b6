"""The patient's right to be paid for this drug, here, on this day."""

from typing import ClassVar

from acts.policy import Policy
from acts.rules import Needs
from eligibility.entitlements.rules.suspension import ground_of
from eligibility.entitlements.words import EndCause
from eligibility.prescriptions.words import OutpatientRule
from settlement.counter.rules.case import Case, ClaimRule, LineCase
from settlement.counter.rules.lines import LineRule, PrescriptionKnown


class EntitlementRule(ClaimRule):
    """A demand on the entitlement; where inpatients need none, none of these is asked of them."""

    freed = OutpatientRule.ENTITLEMENT
    field = "prescription"
    needs: ClassVar[Needs] = (PrescriptionKnown,)


class AppliedFor(EntitlementRule):
    """Who did not apply is paid by the ordinary benefits, through the core system."""

    code = "ORDINARY_BENEFIT"
    ground = "NO_APPLICATION"
    sentence = "已申请待遇"
    remedy = "符合普通门诊或慢特病待遇的，请由核心系统结算；需{separate_payment}的，请先申请待遇。"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.facts.right is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return "该参保人没有这个药品的{separate_payment}待遇。"


class Filed(AppliedFor):
    """Outpatient or inpatient, the filing comes first."""

    code = "NO_ENTITLEMENT"
    ground = "NO_FILING"
    sentence = "已备案"
    remedy = "请先由责任医师和医疗机构报送备案。"

    def evidence(self, case: Case, policy: Policy) -> str:
        return "该参保人没有这个药品的备案。"


class Begun(EntitlementRule):
    """The purchase day is not before the entitlement's first day."""

    code = "ENTITLEMENT_NOT_BEGUN"
    sentence = "待遇期已开始"
    needs = (AppliedFor,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.day >= case.right.first_day

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"待遇自 {case.right.first_day} 起，购药日为 {case.day}。"


class NotEnded(EntitlementRule):
    """The purchase day is not after the entitlement's last day."""

    code = "ENTITLEMENT_ENDED"
    sentence = "待遇期未结束"
    remedy = "如需继续使用，请由责任医师再次申请。"
    needs = (AppliedFor,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        void = case.right.ended_on is not None and case.right.ended_on < case.right.first_day
        return (case.right.last_day is None or case.day <= case.right.last_day) and not void

    def evidence(self, case: Case, policy: Policy) -> str:
        cause = case.right.end_cause or EndCause.EXPIRED
        return f"待遇到 {case.right.ended_on or case.right.last_day} 为止（{cause.label}）。"


class NotSuspended(EntitlementRule):
    """No suspension of the entitlement holds on the purchase day."""

    code = "ENTITLEMENT_SUSPENDED"
    sentence = "待遇未暂停"
    needs = (AppliedFor,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.right.suspended is None

    def ground_in(self, case: Case) -> str:
        return ground_of(case.right.suspended) if case.right.suspended else self.demand

    def evidence(self, case: Case, policy: Policy) -> str:
        cause = case.right.suspended
        return f"待遇在购药日 {case.day} 暂停（{cause.label}）。" if cause else ""


class ProductOfTheDrug(LineRule):
    """Every product is one of the entitlement's drug: another drug or form needs a new application."""

    code = "PRODUCT_OF_ANOTHER_DRUG"
    sentence = "所购产品属于获批药品"
    remedy = "更换药品须重新申请。"
    field = "product"
    freed = OutpatientRule.ENTITLEMENT
    needs = (*LineRule.needs, AppliedFor)

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.drug == case.right.drug

    def evidence(self, case: Case, policy: Policy) -> str:
        return "所购产品不属于获批的药品（通用名和剂型）。"


class ApprovedDiagnosis(EntitlementRule):
    """The prescription's diagnosis is the approved one: label and scope hold at payment too."""

    code = "DIAGNOSIS_NOT_APPROVED"
    sentence = "诊断与获批诊断一致"
    remedy = "诊断不同的须重新申请。"
    needs = (AppliedFor,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.prescription.diagnosis_code == case.right.diagnosis_code

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"处方诊断 {case.prescription.diagnosis_code} 与获批诊断 {case.right.diagnosis_code} 不一致。"


class ManufacturerConfirmed(LineRule):
    """The manufacturer is on record for the entitlement on the purchase day."""

    code = "MANUFACTURER_NOT_CONFIRMED"
    sentence = "生产企业已经责任医师认定、医院确认"
    remedy = "请先由责任医师认定、医院确认更换生产企业，确认后即可结算。"
    field = "product"
    freed = OutpatientRule.ENTITLEMENT
    needs = (*LineRule.needs, AppliedFor)

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.manufacturer in case.right.manufacturers

    def evidence(self, case: Case, policy: Policy) -> str:
        return "该生产企业的产品尚未为此待遇确认。"


class ChosenInstitution(ClaimRule):
    """Bought at the chosen hospital or pharmacy; emergency and shortage are reasons, and raise an alert. Who needs no
    entitlement has chosen none."""

    code = "NOT_CHOSEN_INSTITUTION"
    sentence = "在选定的机构购药"
    remedy = "请到选定的机构购药，或先变更选定机构；急救或缺药的，请填写在非选定机构购药的原因。"
    field = "elsewhere_reason"
    freed = OutpatientRule.CHOSEN_INSTITUTION
    needs = (AppliedFor,)

    def applies(self, case: Case, policy: Policy) -> bool:
        if case.order.elsewhere_reason or case.freed_from(OutpatientRule.ENTITLEMENT, policy):
            return False
        return super().applies(case, policy)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return is_chosen(case)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "本机构不是该参保人选定的定点机构。"


def is_chosen(case: Case) -> bool:
    """Tell whether the person chose this institution when she applied."""
    return case.facts.place.code in (case.right.hospital, case.right.pharmacy)


ENTITLED: tuple[ClaimRule, ...] = (
    AppliedFor(),
    Filed(),
    Begun(),
    NotEnded(),
    NotSuspended(),
    ProductOfTheDrug(),
    ApprovedDiagnosis(),
    ManufacturerConfirmed(),
    ChosenInstitution(),
)
