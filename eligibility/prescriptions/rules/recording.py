"""What an earlier prescription must be, which was written on paper between application and decision."""

from acts.policy import Policy
from acts.rules import Rule, fact
from eligibility.applications.policy import Applying
from eligibility.prescriptions.rules.issuing import (
    WRITING,
    EntitlementInEffect,
    PrescriberCheckedIdentity,
    PrescriptionFacts,
    PrescriptionRule,
)


class WrittenSinceApplication(PrescriptionRule):
    """It was written on the entitlement's first day or later."""

    code = "WRITTEN_BEFORE_ENTITLEMENT"
    sentence = "纸质处方开具日不早于待遇首日"
    remedy = "待遇自申请时间起享受，此前的处方不能补录。"
    field = "written_on"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.entitlement is not None and facts.day >= facts.entitlement.period.first

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        return f"待遇期 {facts.entitlement.period}。" if facts.entitlement else "没有待遇。"


class WrittenByDecision(PrescriptionRule):
    """It was written by the day of the decision: from then on the physician prescribes here."""

    code = "WRITTEN_AFTER_DECISION"
    sentence = "纸质处方开具日不晚于审核决定日"
    remedy = "决定之后请直接开具处方。"
    field = "written_on"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        decided_on = fact(facts.paper).decided_on
        return decided_on is not None and facts.day <= decided_on

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        return f"决定日 {fact(facts.paper).decided_on}。"


class NotRecordedYet(PrescriptionRule):
    """No paper of the same day is on record: one day's visit is one prescription."""

    code = "PAPER_RECORDED_ALREADY"
    sentence = "这一天的纸质处方尚未补录"
    remedy = "录错的，请先作废原来的补录。"
    field = "written_on"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return facts.day not in fact(facts.paper).recorded


class HeldWhenWritten(EntitlementInEffect):
    """The entitlement was in effect on the day, as is known today."""

    ground = "ENTITLEMENT_WHEN_WRITTEN"
    remedy = "没有待遇或待遇暂停的日子不予支付，不能补录。"
    needs = (WrittenSinceApplication, WrittenByDecision)


class ListedWhenWritten(PrescriptionRule):
    """On the day the drug was one that is applied for."""

    code = "DRUG_NOT_LISTED"
    ground = "DRUG_WHEN_WRITTEN"
    sentence = "开具日为需申请待遇的药品"
    remedy = "当日不在目录内的，按其他待遇办理。"
    field = "product"

    def is_met(self, facts: PrescriptionFacts, policy: Policy) -> bool:
        return fact(facts.paper).drug.class_on(facts.day) in policy[Applying].classes.on(facts.day)

    def evidence(self, facts: PrescriptionFacts, policy: Policy) -> str:
        benefit_class = fact(facts.paper).drug.class_on(facts.day)
        return f"{facts.day} {benefit_class.label if benefit_class else '不在目录内'}。"


RECORDING: tuple[Rule[PrescriptionFacts], ...] = (
    WrittenSinceApplication(),
    WrittenByDecision(),
    NotRecordedYet(),
    PrescriberCheckedIdentity(),
    HeldWhenWritten(),
    ListedWhenWritten(),
    *WRITING,
)
