"""Who may be a responsible physician."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from acts.register import carries
from acts.schema import Policy
from kit.errors import FieldError
from physicians.institutions.errors import CodeMisshapen
from physicians.responsible.errors import PhysicianUnfit
from physicians.responsible.words import PhysicianCondition, Title


@dataclass(frozen=True)
class Nominee:
    """A physician as the hospital names him; `specialties_of` gives each field's related specialties."""

    title: Title
    specialty: str
    specialties_of: dict[str, frozenset[str]]
    insurance_physician: bool
    front_line: bool
    hospital_area: str
    hospital_designated: bool


class NomineeRule:
    """One condition of the act. `field` is what the hospital would have to put right."""

    code: ClassVar[str]
    field: ClassVar[str]
    message: ClassVar[str]

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        raise NotImplementedError


class OfDesignatedHospital(NomineeRule):
    """Only a designated hospital names responsible physicians (HN-20, JS-5)."""

    code = "HOSPITAL_NOT_DESIGNATED"
    field = "hospital"
    message = "医疗机构当日须有生效的医保协议。"

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        return nominee.hospital_designated


@carries("HN-20.2", "JS-5.9")
class TitleHighEnough(NomineeRule):
    """Associate chief or above; attending where the area relaxed it (HN-20, JS-5)."""

    code = "TITLE_TOO_LOW"
    field = "title"
    message = "职称未达到当地要求，原则上须副主任医师及以上。"

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        return nominee.title in policy.physician_titles.on(day, nominee.hospital_area)


@carries("HN-20.2", "JS-5.9")
class RelatedSpecialty(NomineeRule):
    """The specialty belongs to every field named (HN-20, JS-5)."""

    code = "SPECIALTY_UNRELATED"
    field = "treatment_fields"
    message = "执业专业须与每个治疗领域相关，且至少选择一个治疗领域。"

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        if PhysicianCondition.RELATED_SPECIALTY not in policy.physician_conditions.on(day):
            return True
        related = nominee.specialties_of.values()
        return bool(nominee.specialties_of) and all(nominee.specialty in specialties for specialties in related)


@carries("JS-5.9")
class InsurancePhysician(NomineeRule):
    """An insurance physician, where the province asks for it (JS-5)."""

    code = "NOT_INSURANCE_PHYSICIAN"
    field = "insurance_physician"
    message = "须为医保医师。"

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        asked = PhysicianCondition.INSURANCE_PHYSICIAN in policy.physician_conditions.on(day)
        return nominee.insurance_physician or not asked


@carries("JS-5.9")
class FrontLine(NomineeRule):
    """A clinician at the front line, where the province asks for it (JS-5)."""

    code = "NOT_FRONT_LINE"
    field = "front_line"
    message = "须为一线临床医师。"

    def met(self, nominee: Nominee, policy: Policy, day: date) -> bool:
        return nominee.front_line or PhysicianCondition.FRONT_LINE not in policy.physician_conditions.on(day)


NOMINEE_RULES: tuple[NomineeRule, ...] = (
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


def unmet(nominee: Nominee, policy: Policy, day: date) -> tuple[NomineeRule, ...]:
    """The conditions that the nominee does not meet, in the order of the act."""
    return tuple(rule for rule in NOMINEE_RULES if not rule.met(nominee, policy, day))


def refuse_unfit(nominee: Nominee, policy: Policy, day: date) -> None:
    """Raises PhysicianUnfit naming every condition that is not met. Source: HN-20 or JS-5."""
    failed = unmet(nominee, policy, day)
    if failed:
        raise PhysicianUnfit(
            reasons="".join(rule.message for rule in failed),
            source=policy.physician_titles.source,
            fields=tuple(FieldError(rule.field, rule.code, rule.message) for rule in failed),
        )
