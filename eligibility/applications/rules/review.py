"""Who must have spoken before a decision, and who may not decide."""

from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.policy import Reviewing
from eligibility.applications.rules.facts import ApplicationFacts


class ExpertSigned(Rule[ApplicationFacts]):
    """An expert signed an opinion, where the kind of application needs one (decision 18)."""

    code = "EXPERT_NOT_SIGNED"
    sentence = "审核专家已签字并同意"
    remedy = "须先有审核专家签字；专家不同意的不予通过。"
    field = "opinion"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.kind in policy[Reviewing].expert_signature_kinds.on(facts.day)

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.opinion is not None and facts.opinion.supports

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        if facts.opinion is None:
            return "尚无专家意见。"
        return f"{facts.opinion.expert}{'同意' if facts.opinion.supports else '不同意'}。"


class NotOwnCase(Rule[ApplicationFacts]):
    """Nobody decides an application that he signed, endorsed or gave the expert's opinion on."""

    code = "OWN_CASE"
    sentence = "决定人未参与申报"
    remedy = "请由其他审核人员决定。"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.decider is not None

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.decider not in facts.involved
