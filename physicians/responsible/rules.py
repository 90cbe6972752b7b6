"""Who may be a responsible physician."""

import re
from dataclasses import dataclass
from datetime import date

from acts.policy import Policy
from acts.rules import Rule, judge
from kit.errors import FieldError
from physicians.institutions.errors import CodeMisshapen
from physicians.responsible.errors import PhysicianUnfit
from physicians.responsible.policy import Qualifying
from physicians.responsible.words import PhysicianCondition, Title


@dataclass(frozen=True)
class Nominee:
    """A physician whom a hospital names on `day`; `specialties_of` gives each field's related specialties."""

    day: date
    title: Title
    specialty: str
    specialties_of: dict[str, frozenset[str]]
    insurance_physician: bool
    front_line: bool
    hospital_area: str
    hospital_designated: bool


class OfDesignatedHospital(Rule[Nominee]):
    """Only a designated hospital names responsible physicians."""

    code = "HOSPITAL_NOT_DESIGNATED"
    ground = "NOMINATION_BY_HOSPITAL"
    field = "hospital"
    sentence = "医疗机构当日须有生效的医保协议。"

    def is_met(self, nominee: Nominee, policy: Policy) -> bool:
        return nominee.hospital_designated


class TitleHighEnough(Rule[Nominee]):
    """Associate chief or above; attending where the area relaxed it."""

    code = "TITLE_TOO_LOW"
    field = "title"
    sentence = "职称未达到当地要求，原则上须副主任医师及以上。"

    def is_met(self, nominee: Nominee, policy: Policy) -> bool:
        return nominee.title in policy[Qualifying].titles.on(nominee.day, nominee.hospital_area)


class RelatedSpecialty(Rule[Nominee]):
    """The specialty belongs to every field named."""

    code = "SPECIALTY_UNRELATED"
    field = "treatment_fields"
    sentence = "执业专业须与每个治疗领域相关，且至少选择一个治疗领域。"

    def is_met(self, nominee: Nominee, policy: Policy) -> bool:
        if PhysicianCondition.RELATED_SPECIALTY not in policy[Qualifying].conditions.on(nominee.day):
            return True
        groups = nominee.specialties_of.values()
        return bool(nominee.specialties_of) and all(nominee.specialty in specialties for specialties in groups)


class InsurancePhysician(Rule[Nominee]):
    """An insurance physician, where the province asks for it."""

    code = "NOT_INSURANCE_PHYSICIAN"
    field = "insurance_physician"
    sentence = "须为医保医师。"

    def is_met(self, nominee: Nominee, policy: Policy) -> bool:
        is_demanded = PhysicianCondition.INSURANCE_PHYSICIAN in policy[Qualifying].conditions.on(nominee.day)
        return nominee.insurance_physician or not is_demanded


class FrontLine(Rule[Nominee]):
    """A clinician at the front line, where the province asks for it."""

    code = "NOT_FRONT_LINE"
    field = "front_line"
    sentence = "须为一线临床医师。"

    def is_met(self, nominee: Nominee, policy: Policy) -> bool:
        return nominee.front_line or PhysicianCondition.FRONT_LINE not in policy[Qualifying].conditions.on(nominee.day)


NOMINEE_RULES: tuple[Rule[Nominee], ...] = (
    OfDesignatedHospital(),
    TitleHighEnough(),
    RelatedSpecialty(),
    InsurancePhysician(),
    FrontLine(),
)


def refuse_misshapen_code(code: str) -> None:
    """D, the area's six digits, six of serial. Raises CodeMisshapen."""
    if not re.fullmatch("D[0-9]{12}", code):
        raise CodeMisshapen(number=code[:20])


def refuse_unfit(nominee: Nominee, policy: Policy) -> None:
    """Refuse a nominee who does not meet the conditions of this act. Raises PhysicianUnfit naming every one."""
    failures = [verdict for verdict in judge(NOMINEE_RULES, nominee, policy) if verdict.failed]
    if failures:
        raise PhysicianUnfit(
            reasons="".join(verdict.rule for verdict in failures),
            fields=tuple(FieldError(verdict.field, verdict.code, verdict.rule) for verdict in failures),
        )
