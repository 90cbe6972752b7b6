"""Who may sell, to whom, and when."""

from acts.policy import Policy
from eligibility.people.policy import Insuring
from eligibility.prescriptions.words import CareSetting
from physicians.agreements.rules import asks_outpatient_terms
from settlement.counter.policy import Settling
from settlement.counter.rules.case import Case, ClaimRule


class InstitutionDesignated(ClaimRule):
    """On the purchase day the institution has a special agreement; where the act asks for it, with outpatient terms."""

    code = "INSTITUTION_NOT_DESIGNATED"
    sentence = "购药日机构协议有效"

    def is_met(self, case: Case, policy: Policy) -> bool:
        place, kind = case.facts.place, case.medical_type(policy)
        outpatient = kind is None or kind.setting is CareSetting.OUTPATIENT
        needs_terms = place.is_hospital and outpatient and asks_outpatient_terms(policy)
        return place.designated and (place.outpatient or not needs_terms)

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} 本机构没有有效的“双通道”医保协议，不能联网结算。"


class InstitutionNotSuspended(ClaimRule):
    """The institution is not suspended on the purchase day."""

    code = "INSTITUTION_SUSPENDED"
    sentence = "购药日机构未被暂停"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return not case.facts.place.suspended

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"本机构的联网结算在购药日 {case.day} 处于暂停状态。"


class DayNotInFuture(ClaimRule):
    """Nothing is settled before it is bought."""

    code = "PURCHASE_DAY_IN_FUTURE"
    sentence = "购药日不晚于今天"
    field = "purchase_day"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.day <= case.today

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} 晚于今天 {case.today}。"


class DayNotTooOld(ClaimRule):
    """A sale comes in within the province's term; later it is reimbursed by hand."""

    code = "PURCHASE_DAY_TOO_OLD"
    sentence = "在联网结算期限之内"
    remedy = "请持处方、发票到参保地经办机构办理零星报销。"
    field = "purchase_day"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return (case.today - case.day).days <= policy[Settling].within_days.on(case.day)

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} 距今已超过 {policy[Settling].within_days.on(case.day)} 天。"


class PersonKnown(ClaimRule):
    """The person is known to the insurance."""

    code = "PERSON_UNKNOWN"
    sentence = "参保人存在"
    remedy = "请核对人员编号或证件号码。"
    field = "person"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.facts.person is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return "没有找到该参保人。"


class PersonAlive(ClaimRule):
    """Nothing is bought for who has died before the purchase day."""

    code = "PERSON_DECEASED"
    sentence = "购药日在世"
    field = "person"
    needs = (PersonKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        day_of_death = case.person.died_on
        return day_of_death is None or case.day <= day_of_death

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"参保人在购药日 {case.day} 之前已登记死亡。"


class Insured(ClaimRule):
    """The person is insured on the purchase day."""

    code = "NOT_INSURED"
    sentence = "购药日在参保期内"
    field = "person"
    needs = (PersonKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.person.enrolment is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} 没有有效的参保记录，当日不支付。"


class InsuranceTypeCovered(ClaimRule):
    """The act covers the person's type of insurance."""

    code = "INSURANCE_TYPE_NOT_COVERED"
    sentence = "险种在保障范围内"
    field = "person"
    needs = (Insured,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.enrolment.insurance_type in policy[Insuring].types.on(case.day)

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"险种 {case.enrolment.insurance_type} 不在保障范围内。"


class BenefitsNotHeld(ClaimRule):
    """The person enjoys benefits normally on the purchase day; a lapse ends nothing else."""

    code = "BENEFITS_HELD"
    sentence = "购药日正常享受医保待遇"
    remedy = "恢复后待遇自行继续。"
    field = "person"
    needs = (PersonKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.person.held is None

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"购药日 {case.day} 医保待遇暂停享受（{case.person.held}）。"


PEOPLE: tuple[ClaimRule, ...] = (
    InstitutionDesignated(),
    InstitutionNotSuspended(),
    DayNotInFuture(),
    DayNotTooOld(),
    PersonKnown(),
    PersonAlive(),
    Insured(),
    InsuranceTypeCovered(),
    BenefitsNotHeld(),
)
