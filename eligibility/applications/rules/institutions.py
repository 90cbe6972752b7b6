"""Where the patient is treated and buys: designated institutions, as many as the form has room for."""

from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.entitlements.policy import Choosing
from eligibility.people.rules.facts import InstitutionFacts
from kit.period import Period
from physicians.agreements.rules import asks_outpatient_terms


def _agreements(institution: InstitutionFacts, what: str = "协议期") -> str:
    return _words(institution.name, what, institution.designated) + (
        _words("", "暂停", institution.suspended) if institution.suspended else ""
    )


def _words(name: str, state: str, periods: tuple[Period, ...]) -> str:
    return f"{name}{state} {'；'.join(map(str, periods)) or '无'}。"


class HospitalDesignated(Rule[ApplicationFacts]):
    """The chosen hospital has an agreement in force on the day, with outpatient terms where the act asks for them."""

    code = "HOSPITAL_NOT_DESIGNATED"
    sentence = "所选医疗机构当日为定点"
    remedy = "请改选协议期内的定点医疗机构。"
    field = "hospital"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.hospital.hospital and facts.hospital.designated_on(facts.day)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        what = "含门诊条款的协议期" if asks_outpatient_terms(policy) else "协议期"
        return _agreements(facts.hospital, what)


class PharmacyDesignated(Rule[ApplicationFacts]):
    """The chosen pharmacy, of whatever area of the province, has an agreement in force on the day."""

    code = "PHARMACY_NOT_DESIGNATED"
    sentence = "所选零售药店当日为定点"
    remedy = "请改选协议期内的定点零售药店。"
    field = "pharmacy"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.pharmacy is not None

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        pharmacy = facts.pharmacy
        return pharmacy is not None and not pharmacy.hospital and pharmacy.designated_on(facts.day)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return _agreements(facts.pharmacy) if facts.pharmacy else ""


class ChosenInstitutionsCount(Rule[ApplicationFacts]):
    """As many hospitals and pharmacies are chosen as the province's form has room for."""

    code = "CHOSEN_INSTITUTIONS_COUNT"
    sentence = "选定机构数符合规定"
    remedy = "请按规定的家数选定。"
    field = "pharmacy"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        pharmacies = int(facts.pharmacy is not None)
        return policy[Choosing].hospitals.on(facts.day).allows(1) and policy[Choosing].pharmacies.on(facts.day).allows(
            pharmacies
        )

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        span, number = policy[Choosing].pharmacies.on(facts.day), int(facts.pharmacy is not None)
        return f"定点医疗机构 1 家，定点零售药店 {number} 家（应选 {span.least} 至 {span.most} 家）。"
