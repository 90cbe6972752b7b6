"""What may be applied for: a drug of a class that asks for it, its product, its label and its restricted scope."""

from abc import abstractmethod

from acts.policy import Policy
from acts.rules import Rule
from catalog.drugs.rules.conditions import Answer, answers_to
from eligibility.applications.policy import Applying
from eligibility.applications.rules.facts import ApplicationFacts, OpinionFacts


class ClassNeedsApplication(Rule[ApplicationFacts]):
    """The drug is of a class for which this province asks an application, on the application date and now."""

    code = "DRUG_NOT_LISTED"
    ground = "CLASS_NEEDS_APPLICATION"
    sentence = "申请时间与当日均为需申请待遇的药品"
    remedy = "其他药品无需申请，按普通待遇支付。"
    field = "drug"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        days = (facts.application_date, facts.day)
        return all(facts.drug.class_on(day) in policy[Applying].classes.on(day) for day in days)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        days = sorted({facts.application_date, facts.day})
        classes = {day: facts.drug.class_on(day) for day in days}
        return "".join(
            f"{day} {benefit_class.label if benefit_class else '不在目录内'}。"
            for day, benefit_class in classes.items()
        )


class ProductOfDrug(Rule[ApplicationFacts]):
    """The product asked for is one of the drug's: same generic name, same dosage form."""

    code = "PRODUCT_OF_ANOTHER_DRUG"
    ground = "PRODUCT_APPLIED_FOR"
    sentence = "拟用产品与申请药品同通用名、同剂型"
    remedy = "请重新选择产品。"
    field = "product"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.product.drug == facts.drug.id


class ConditionByPerson(Rule[ApplicationFacts]):
    """A condition of the drug that a person must judge: the physician, the expert and the reviewer in turn."""

    remedy = "请对照病历作出判断；不符合的不予通过。"

    @abstractmethod
    def of_physician(self, facts: ApplicationFacts) -> bool:
        """Return what the physician who signed says."""

    @abstractmethod
    def of_expert(self, opinion: OpinionFacts) -> bool:
        """Return what the expert says."""

    @abstractmethod
    def of_reviewer(self, facts: ApplicationFacts) -> bool | None:
        """Return what the reviewer says; None before he has said anything."""

    @abstractmethod
    def wording(self, facts: ApplicationFacts) -> str:
        """Return the words of the condition."""

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool | None:
        if not self.of_physician(facts) or (facts.opinion and not self.of_expert(facts.opinion)):
            return False
        return self.of_reviewer(facts)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        opinions = [("责任医师", self.of_physician(facts))]
        opinions += [("审核专家", self.of_expert(facts.opinion))] if facts.opinion else []
        words = "，".join(f"{person}认为{'符合' if fits else '不符合'}" for person, fits in opinions)
        return f"{self.wording(facts).rstrip('。；')}；{words}。"


class LabelIndication(ConditionByPerson):
    """The use fits the label's indication of the product."""

    code = "OUTSIDE_LABEL"
    sentence = "符合药品{label_indication}"
    field = "label_verdict"

    def of_physician(self, facts: ApplicationFacts) -> bool:
        return facts.meets_label

    def of_expert(self, opinion: OpinionFacts) -> bool:
        return opinion.label

    def of_reviewer(self, facts: ApplicationFacts) -> bool | None:
        return facts.label

    def wording(self, facts: ApplicationFacts) -> str:
        return f"说明书：{facts.product.label_indication}"


class RestrictedScope(ConditionByPerson):
    """The use fits the nationally printed restricted scope of the drug."""

    code = "OUTSIDE_SCOPE"
    sentence = "符合医保限定支付范围"
    field = "scope_verdict"

    def of_physician(self, facts: ApplicationFacts) -> bool:
        return facts.meets_scope

    def of_expert(self, opinion: OpinionFacts) -> bool:
        return opinion.scope

    def of_reviewer(self, facts: ApplicationFacts) -> bool | None:
        return facts.scope

    def wording(self, facts: ApplicationFacts) -> str:
        terms = facts.drug.terms_on(facts.application_date)
        return f"目录：{terms.restricted_scope or '未限定'}" if terms else "目录：申请时间没有登记"


class ScopeConditions(Rule[ApplicationFacts]):
    """The structured conditions of the scope that the facts do not answer; the printed wording decides, these ask."""

    code = "SCOPE_CONDITIONS"
    sentence = "限定支付范围的各项条件"
    remedy = "请对照病历逐项核对，以目录印刷文字为准。"
    field = "scope_verdict"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        terms = facts.drug.terms_on(facts.application_date)
        return bool(terms and terms.conditions)

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool | None:
        """Never False: what the facts speak against is put to a person as well."""
        return all(answer.fits for answer in scope_answers(facts)) or None

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return "".join(answer.words for answer in scope_answers(facts))


def scope_answers(facts: ApplicationFacts) -> tuple[Answer, ...]:
    """Return what is known of each condition of the scope that holds on the application date."""
    terms = facts.drug.terms_on(facts.application_date)
    return answers_to(terms.conditions if terms else (), facts.patient)
