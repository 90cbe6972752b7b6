"""Who is protected: insured in the province, and enjoying benefits on the day."""

from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.people.policy import Insuring


class InsuredHere(Rule[ApplicationFacts]):
    """The patient is insured in this province, in a type the act protects, on the application date and now."""

    code = "NOT_INSURED_HERE"
    sentence = "申请时间与当日均在本省参保"
    remedy = "请核对参保信息，外省参保的向参保地申请。"
    field = "person"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        days = (facts.application_date, facts.day)
        enrolments = [(day, facts.insured.on(day)) for day in days]
        return all(
            enrolment is not None
            and enrolment.insurance_type in policy[Insuring].types.on(day)
            and enrolment.area.startswith(policy.area[:2])
            for day, enrolment in enrolments
        )

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        now = facts.insured.on(facts.day)
        return f"{facts.day} 参保：{now.words}。" if now else f"{facts.day} 没有参保记录。"


class BenefitsActive(Rule[ApplicationFacts]):
    """The patient enjoys benefits normally on the day: alive, nothing held back."""

    code = "BENEFITS_NOT_ACTIVE"
    sentence = "正常享受医保待遇"
    remedy = "待遇恢复后再办。"
    field = "person"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        insurance = facts.insured
        return insurance.alive(facts.day) and not any(hold.contains(facts.day) for hold in insurance.holds)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        if not facts.insured.alive(facts.day):
            return "参保人已死亡。"
        holds = [str(hold) for hold in facts.insured.holds if hold.contains(facts.day)]
        return f"待遇封锁 {holds[0]}。" if holds else f"{facts.day} 无待遇封锁。"
