"""The figures a settlement needs. What is not in force on the day is never guessed: refused, and the alarm raised."""

from acts.policy import Policy
from settlement.annual_accounts.words import SettlementYear
from settlement.counter.policy import InpatientPaying, Paying
from settlement.counter.rules.case import Case, ClaimRule
from settlement.counter.rules.facts import AreaRate
from settlement.counter.rules.lines import PrescriptionKnown
from settlement.counter.rules.people import Insured, PersonKnown
from settlement.figures.words import RateSetter


class FigureRule(ClaimRule):
    """A figure that the province or the area must have set; a broken one is theirs to mend."""

    remedy = "已提醒医保部门，请稍后再试。"

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} {self.sentence}的条件不满足。"


class InpatientPaidSeparately(ClaimRule):
    """Where the province says that inpatients are paid by case, the core system pays them."""

    code = "ORDINARY_BENEFIT"
    ground = "INPATIENT_BENEFIT"
    sentence = "住院使用不按住院待遇支付"
    remedy = "请由核心系统按住院待遇结算。"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def applies(self, case: Case, policy: Policy) -> bool:
        return case.inpatient

    def is_met(self, case: Case, policy: Policy) -> bool:
        return policy[InpatientPaying].separate.on(case.day)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "住院使用按住院待遇支付。"


class LimitsKnown(FigureRule):
    """The yearly limits of the pooling area and insurance type are in force on the day."""

    code = "LIMITS_MISSING"
    sentence = "统筹区年度限额已设定"
    needs = (Insured,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        limits = [case.limits.pooled, case.limits.overall]
        if case.enrolment.serious_illness:
            limits.append(case.limits.serious_illness)
        return None not in limits

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"参保统筹区在购药日 {case.day} 没有生效的年度限额，不能结算。"


class AssistanceKnown(FigureRule):
    """An area says how it assists each recognised category."""

    code = "ASSISTANCE_MISSING"
    sentence = "医疗救助标准已设定"
    needs = (PersonKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.person.category is None or case.facts.assistance is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"参保统筹区在购药日 {case.day} 没有该救助对象类别的救助标准，不能结算。"


class AreaRateKnown(FigureRule):
    """Where areas set the rate, the person's area has one for his insurance type, alike in both channels."""

    code = "RATE_MISSING"
    sentence = "统筹区支付比例已设定"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return policy[Paying].rate_set_by.on(case.day) is RateSetter.PROVINCE or case.facts.separate_rate is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"参保统筹区在购药日 {case.day} 没有生效的{{separate_payment}}比例，不能结算。"


class OrdinaryBenefitKnown(FigureRule):
    """Where the higher of two benefits counts, both must be known: no figure, no settlement."""

    code = "ORDINARY_RATE_MISSING"
    sentence = "基本医保待遇已知"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return not policy[Paying].higher_of_ordinary_benefit.on(case.day) or case.facts.ordinary_rate is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return "没有可比较的基本医保待遇，无法就高，不能结算。"


class CityTermsKnown(FigureRule):
    """Where areas set deductible and segments, each rate that counts says which, or that there are none."""

    code = "CITY_TERMS_MISSING"
    sentence = "统筹区起付线和分段已设定"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return all(rate.is_whole for rate in rates_of(case, policy))

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"参保统筹区在购药日 {case.day} 没有录入起付线和分段，有无都须写明，不能结算。"


def rates_of(case: Case, policy: Policy) -> list[AreaRate]:
    """Return the rates of the area that count in the sale, as far as they are set."""
    is_areas = policy[Paying].rate_set_by.on(case.day) is RateSetter.AREA
    separate = case.facts.separate_rate if is_areas else None
    ordinary = case.facts.ordinary_rate if policy[Paying].higher_of_ordinary_benefit.on(case.day) else None
    return [rate for rate in (separate, ordinary) if rate is not None]


class Calculable(FigureRule):
    """This calculation knows calendar years, no deductible, no segments, and serious illness at the same rate only."""

    code = "POLICY_NOT_CALCULABLE"
    sentence = "政策可以计算"

    def is_met(self, case: Case, policy: Policy) -> bool:
        deductible = policy[Paying].deductible.applies and policy[Paying].deductible.on(case.day) != 0
        segments = policy[Paying].segments.on(case.day)
        calendar = policy[Paying].year.on(case.day) is SettlementYear.CALENDAR
        is_plain = all(rate.is_plain for rate in rates_of(case, policy) if rate.is_whole)
        same_rate = policy[Paying].serious_illness_at_same_rate.on(case.day)
        return calendar and not deductible and not segments and is_plain and same_rate

    def evidence(self, case: Case, policy: Policy) -> str:
        return "当前政策含有本系统尚不能计算的起付线、分段或大病比例，不能结算。"


FIGURES: tuple[ClaimRule, ...] = (
    InpatientPaidSeparately(),
    Calculable(),
    AreaRateKnown(),
    OrdinaryBenefitKnown(),
    CityTermsKnown(),
    LimitsKnown(),
    AssistanceKnown(),
)

# Refusals that only an official can mend: each raises an alarm.
ALARMS = frozenset(
    {
        "STANDARD_MISSING",
        "LIMITS_MISSING",
        "ASSISTANCE_MISSING",
        "RATE_MISSING",
        "ORDINARY_RATE_MISSING",
        "CITY_TERMS_MISSING",
        "POLICY_NOT_CALCULABLE",
        "NO_POLICY_IN_FORCE",
    }
)
