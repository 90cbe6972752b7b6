"""Many persons at once, as the core system delivers them: whole or not at all, and every row at fault is named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Concat

from acts.demands import carries
from eligibility.people.actions.past import tell_of_past
from eligibility.people.actions.persons import Particulars, person_of
from eligibility.people.deeds import CORRECT_IDENTITY, EVERYBODY, TAKE_OVER
from eligibility.people.errors import RowsRefused
from eligibility.people.models import AssistanceRecognition, Enrolment, InsuredPerson
from eligibility.people.rules.insurance import refuse_uncovered
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.action import action, persistent
from kit.clock import now
from kit.errors import DomainError, FieldError
from kit.locks import lock_rows
from kit.period import Period
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.staff.models import Account

COLUMNS = (
    "name", "pinyin", "name_words", "sex", "born_on", "identity", "identity_hash", "card_number", "phone", "work_unit",
)  # fmt: skip
NOT_AS_CAME = ("identity", "phone", "pinyin")  # encrypted, or made of what came


@dataclass(frozen=True, kw_only=True)
class PersonRow(Particulars):
    """One person as the core system sends him, with the enrolment he has now."""

    insurance_type: InsuranceType
    area: str
    insured_since: date
    serious_illness: bool = True
    assistance: AssistanceCategory | None = None


@persistent
@action
@carries("insured_register")
def take_over(*, rows: Iterable[PersonRow], by: Account | None, on: date) -> int:
    """Enter or renew many persons with their present enrolment: a few statements for all of them.

    Who is known keeps his enrolments; only new persons get one. A corrected identity number takes sex and birthday
    along, with an event, the old one finds nobody any more, and sales under it are looked at again. Returns how many
    rows came.
    Raises RowsRefused, which names every row at fault: nothing is stored. Raises ConstraintBroken.
    """
    came = list(rows)
    # Two deliveries at once meet the same persons in the same order.
    known = {row.pk: row for row in lock_rows(InsuredPerson.objects.filter(pk__in=[row.psn_no for row in came]))}
    persons = _persons(came, known, on)
    corrected = [pk for pk, person in persons.items() if pk in known and person.identity != known[pk].identity]
    # Of two whose numbers were exchanged neither could take the other's while that one has it.
    InsuredPerson.objects.filter(pk__in=corrected).update(identity_hash=Concat(Value("-"), F("psn_no")))
    InsuredPerson.objects.bulk_create(
        sorted(persons.values(), key=lambda person: person.pk),
        update_conflicts=True,
        unique_fields=["psn_no"],
        update_fields=COLUMNS,
        batch_size=1000,
    )
    fresh = [row for row in came if row.psn_no not in known]
    Enrolment.objects.bulk_create(map(_enrolment, fresh), batch_size=1000)
    recognitions = [
        AssistanceRecognition(person_id=row.psn_no, category=row.assistance, period=Period(row.insured_since, None))
        for row in fresh
        if row.assistance
    ]
    AssistanceRecognition.objects.bulk_create(recognitions, batch_size=1000)
    InsuredPerson.objects.filter(pk__in=corrected).update(identity_corrected_at=now())
    if corrected:
        lives = Period(min(known[number].born_on for number in corrected), None)
        tell_of_past(persons=sorted(corrected), days=lives, by=by, on=on)
    for number in corrected:
        before, after = str(known[number].identity), str(persons[number].identity)
        record(CORRECT_IDENTITY, persons[number], by=by, on=on, before=before, after=after)
    data = {"rows": len(came), "new": len(fresh), "corrected": len(corrected)}
    record(TAKE_OVER, EVERYBODY, by=by, on=on, data=data)
    return len(came)


def _persons(came: Sequence[PersonRow], known: Mapping[str, InsuredPerson], on: date) -> dict[str, InsuredPerson]:
    """The persons of a delivery by their numbers. Raises RowsRefused."""
    faults: list[FieldError] = []
    persons: dict[str, InsuredPerson] = {}
    lines: dict[str, int] = {}
    areas = set(Area.objects.filter(level=AreaLevel.COUNTY).values_list("pk", flat=True))
    for place, row in enumerate(came):
        try:
            person = person_of(row, on)
            refuse_uncovered([row.insurance_type], current_policy(), on)
        except DomainError as fault:
            faults.append(FieldError("", fault.code, fault.message, place))
            continue
        faults += _faults(row, person, known.get(row.psn_no), areas, place)
        for field, code, value in (
            ("psn_no", "PERSON_TWICE", row.psn_no),
            ("identity", "IDENTITY_TWICE", person.identity_hash),
        ):
            if value in lines:
                faults.append(FieldError(field, code, f"与第 {lines[value] + 1} 行是同一人员。", place))
            lines.setdefault(value, place)
        persons.setdefault(row.psn_no, person)
    taken = InsuredPerson.objects.filter(identity_hash__in=[person.identity_hash for person in persons.values()])
    for number in taken.exclude(pk__in=persons).values_list("identity_hash", flat=True):
        faults.append(FieldError("identity", "IDENTITY_TAKEN", "身份证号已登记在另一人员编号下。", lines[number]))
    if faults:
        raise RowsRefused(faults)
    return persons


def _faults(
    row: PersonRow, person: InsuredPerson, known: InsuredPerson | None, areas: set[str], place: int
) -> Iterator[FieldError]:
    """What is wrong with one row by itself, beside its identity number and its insurance."""
    if row.area not in areas:
        yield FieldError("area", "AREA_UNKNOWN", "没有这个参保区划，应为县市区的区划代码。", place)
    if known and known.died_on and known.died_on < person.born_on:
        yield FieldError("identity", "PERSON_DIES_AFTER_BIRTH", "身份证号中的出生日期晚于已登记的死亡日期。", place)
    try:
        person.clean_fields(exclude=NOT_AS_CAME)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield FieldError(name, "VALUE_REFUSED", messages[0], place)


def _enrolment(row: PersonRow) -> Enrolment:
    return Enrolment(
        person_id=row.psn_no,
        insurance_type=row.insurance_type,
        area_id=row.area,
        serious_illness=row.serious_illness,
        period=Period(row.insured_since, None),
    )
