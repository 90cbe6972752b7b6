"""How an application relates to what the patient already has."""

from datetime import timedelta

from acts.policy import Policy
from acts.rules import Rule, fact
from eligibility.applications.policy import Applying
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.applications.words import ApplicationKind
from eligibility.entitlements.words import EndCause

RAN_OUT = ("", EndCause.EXPIRED)


class KindKnown(Rule[ApplicationFacts]):
    """Nothing is renewed where an entitlement lasts as long as its evaluations say."""

    code = "KIND_NOT_KNOWN"
    sentence = "申请类型是{act}所有的"
    remedy = "待遇期内按期复查评估即可，不必申请延期；待遇已终止的按首次申请办理。"
    field = "kind"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind is not ApplicationKind.RENEWAL or policy[Applying].renewal_days_ahead.applies

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return f"申请类型为{facts.kind.label}。"


class RenewalInTime(Rule[ApplicationFacts]):
    """A renewal continues the patient's own entitlement for the same drug, which ran its whole term, and is asked not
    too long before its end. What was ended for another cause is applied for anew, with an expert's signature."""

    code = "RENEWAL_NOT_DUE"
    sentence = "延期接续本人同一药品、未被终止的待遇，且在可提前申请的日期之内"
    remedy = "请到可申请之日再办，或按首次申请办理。"
    field = "replaces"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind == ApplicationKind.RENEWAL

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        old = facts.old
        if old is None or (old.drug, old.person) != (facts.drug.id, facts.person) or old.period.last is None:
            return False
        if old.void or old.end_cause not in RAN_OUT:
            return False
        ahead = timedelta(days=policy[Applying].renewal_days_ahead.on(facts.day))
        return facts.signature_day >= old.period.last - ahead

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        ahead = policy[Applying].renewal_days_ahead.on(facts.day)
        if facts.old is None:
            return "没有填写原待遇。"
        addition = "，已被终止" if facts.old.end_cause not in RAN_OUT else ""
        return f"原待遇 {facts.old.period}{addition}，可提前 {ahead} 天申请。"


class RenewalNotTooLate(Rule[ApplicationFacts]):
    """A renewal reaches the end of what it continues, or comes soon after it: later, nothing is continued."""

    code = "RENEWAL_TOO_LATE"
    sentence = "延期在原待遇到期后不久提出"
    remedy = "请按首次申请办理，须有审核专家签字。"
    field = "kind"
    needs = (RenewalInTime,)

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind == ApplicationKind.RENEWAL

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return self._days_after(facts) <= policy[Applying].renewal_days_after.on(facts.day)

    def _days_after(self, facts: ApplicationFacts) -> int:
        return (facts.signature_day - fact(fact(facts.old).period.last)).days

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        days, most = self._days_after(facts), policy[Applying].renewal_days_after.on(facts.day)
        gap = f"签章在到期后第 {days} 天，最迟第 {most} 天。" if days > 0 else "签章不晚于到期日。"
        return f"原待遇 {fact(facts.old).period}，{gap}"


class ChangeReplacesAnother(Rule[ApplicationFacts]):
    """A change of drug names the entitlement in force that it ends, for another drug."""

    code = "CHANGE_WITHOUT_OLD"
    sentence = "更换药品须指明原待遇，且药品不同"
    remedy = "请选择要更换的原待遇；同一药品换生产企业由医院确认即可。"
    field = "replaces"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind == ApplicationKind.CHANGE

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        old = facts.old
        return old is not None and old.drug != facts.drug.id and not old.void and old.person == facts.person

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return f"原待遇 {facts.old.period}。" if facts.old else "没有填写原待遇。"


class NoOtherEntitlement(Rule[ApplicationFacts]):
    """The patient has no entitlement for this drug that reaches into the new one."""

    code = "ENTITLEMENT_EXISTS"
    sentence = "没有同一药品的重叠待遇"
    remedy = "已有待遇的，不必重复申请。"
    field = "drug"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind != ApplicationKind.RENEWAL

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return not self._in_the_way(facts)

    def _in_the_way(self, facts: ApplicationFacts) -> list[str]:
        return [
            str(entitlement.period)
            for entitlement in facts.existing
            if entitlement.drug == facts.drug.id
            and not entitlement.void
            and (entitlement.period.last is None or entitlement.period.last >= facts.application_date)
        ]

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        obstacle = self._in_the_way(facts)
        return f"已有待遇 {obstacle[0]}。" if obstacle else "没有同一药品的待遇。"
