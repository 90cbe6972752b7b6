"""A person is entered, shown, reported dead, and locked before anything about her changes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from acts.demands import carries
from eligibility.people.actions.past import tell_of_past
from eligibility.people.announcements import PersonDied, PersonLocked
from eligibility.people.deeds import CORRECT_DEATH, DIE, EVERYBODY, FIND, REGISTER, REVEAL
from eligibility.people.errors import DeathAhead
from eligibility.people.models import InsuredPerson
from eligibility.people.words import Sex
from kit.action import action, persistent
from kit.fields import lookup_hash
from kit.identity import birth_date, check_identity_number, is_male
from kit.limits import Limit
from kit.locks import lock_rows
from kit.period import Period
from kit.pinyin import sound_of_name
from province.events.actions.recording import record
from province.events.announcements import announce
from province.staff.models import Account

ALIVE = "在世"
# Each search is on record; a list of numbers or names that is walked through ends here besides.
SEARCHES = Limit("searches for persons", settings.PEOPLE_SEARCHES_AN_HOUR, 3600)


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What the core system knows of a person; sex and birthday stand in the identity number."""

    psn_no: str
    name: str
    identity: str
    phone: str = ""
    card_number: str = ""
    work_unit: str = ""


@action
@carries("insured_register")
def register(
    *,
    psn_no: str,
    name: str,
    identity: str,
    by: Account | None,
    on: date,
    phone: str = "",
    card_number: str = "",
    work_unit: str = "",
) -> InsuredPerson:
    """Enter a person; sex and birthday follow from the identity number.

    Raises the Identity errors, ConstraintBroken.
    """
    particulars = Particulars(
        psn_no=psn_no, name=name, identity=identity, phone=phone, card_number=card_number, work_unit=work_unit
    )
    person = person_of(particulars, on)
    person.save(force_insert=True)
    record(REGISTER, person, by=by, on=on)
    return person


@persistent
@action
def report_death(*, person: InsuredPerson, died_on: date | None, by: Account | None, on: date) -> InsuredPerson:
    """Dead from that day on: every entitlement that reaches further ends with it, also one that is to end later.

    Told again with another day, that day counts, and with none she is alive: what the wrong day cut is given back.
    Raises DeathAhead, ConstraintBroken (PERSON_DIES_AFTER_BIRTH).
    """
    if died_on is not None and died_on > on:
        raise DeathAhead(day=died_on)
    row = lock(person, by, on)
    before = row.died_on
    if before == died_on:
        return row
    row.died_on = died_on
    row.save(update_fields=["died_on"])
    announce(PersonDied(person_id=row.pk, died_on=died_on, by=by, on=on))
    step = DIE if before is None else CORRECT_DEATH
    record(step, row, by=by, on=on, before=str(before or ""), after=str(died_on or ALIVE))
    earlier = min(day for day in (before, died_on) if day)
    tell_of_past(persons=[row.pk], days=Period(earlier + timedelta(days=1), None), by=by, on=on)
    return row


@action
def reveal(*, person: InsuredPerson, why: str, by: Account, on: date) -> str:
    """Show the identity number whole, once, with a reason that stays on record."""
    record(REVEAL, person, by=by, on=on, why=why)
    return person.identity.reveal()


@action
def note_search(*, found: int, by: Account, on: date) -> None:
    """Keep who looked for people by name or number, and how many came up; never what was typed.

    What came up is not to be shown before. Raises TooManyRequests.
    """
    SEARCHES.spend(by.pk)
    record(FIND, EVERYBODY, by=by, on=on, after=str(found), area=by.area_id or "")


def lock(person: InsuredPerson, by: Account | None, on: date) -> InsuredPerson:
    """The person as she stands, with all her entitlements, held until the transaction ends."""
    row = lock_rows(InsuredPerson.objects.filter(pk=person.pk)).get()
    # The counter shares the entitlements before it reads who is insured, alive and not held back: of a sale and a
    # change of these, one comes first whole.
    announce(PersonLocked(person_id=row.pk, by=by, on=on))
    return row


def person_of(row: Particulars, on: date) -> InsuredPerson:
    """The person that these particulars describe. Raises the Identity errors."""
    number = check_identity_number(row.identity, on)
    return InsuredPerson(
        psn_no=row.psn_no,
        name=row.name,
        pinyin=sound_of_name(row.name),
        sex=Sex.MALE if is_male(number) else Sex.FEMALE,
        born_on=birth_date(number),
        identity=number,
        identity_hash=lookup_hash(number),
        card_number=row.card_number,
        phone=row.phone,
        work_unit=row.work_unit,
    )
