"""How the counter begins: with a prescription's number, a person, or the box that somebody brings back."""

import re
from datetime import date

from msgspec import Struct

from eligibility.people.queries.persons import meant
from settlement.claims.models import Claim
from settlement.claims.queries import records
from settlement.counter.queries import prescriptions
from settlement.counter.queries.prescriptions import Dispensable
from settlement.counter.rules.orders import pack_code

# As electronic prescriptions print it, alone or within the address that a code of squares holds.
NUMBER = re.compile(r"H[0-9]{23}")
MOST_SALES = 20


class Matches(Struct, frozen=True):
    """What there is of a person: `rows` to be sold today, and `sales` that were made here, the newest first."""

    rows: tuple[Dispensable, ...] = ()
    sales: tuple[Claim, ...] = ()

    @property
    def people(self) -> int:
        """How many people that is."""
        return len({row.person for row in self.rows} | {claim.person_id for claim in self.sales})


def number_in(words: str) -> str:
    """The prescription's number in what was typed or scanned; all of it where none stands out."""
    number = NUMBER.search(words)
    return number.group() if number else words


def sale_of_pack(scan: str, institution: str) -> Claim | None:
    """Where this institution sold the pack whose code was scanned, last of all."""
    reading = pack_code(scan)
    if reading.fault is not None:
        return None
    sales = Claim.objects.filter(institution=institution, reverses=None, traces__code=reading.code)
    return sales.order_by("-pk").first()


def by_number(*, person: str, institution: str, on: date) -> Matches:
    """What is open of the person with this number or identity number, wherever she chose to buy, and her sales here."""
    return Matches(
        prescriptions.open_of(person=person, institution=institution, on=on), _sales(person, institution=institution)
    )


def by_name(*, name: str, institution: str, on: date) -> Matches:
    """Of those called so, the people with something open for this institution or with a sale here, nobody else."""
    rows = prescriptions.open_by_name(name=name, institution=institution, on=on)
    return Matches(rows, _sales(name, institution=institution))


def _sales(words: str, *, institution: str) -> tuple[Claim, ...]:
    claims = Claim.objects.filter(meant(words, "person__"), institution=institution, reverses=None)
    return tuple(records.for_lists(claims).order_by("-pk")[:MOST_SALES])


def is_number(words: str) -> bool:
    """Say whether this may be a number: names have no digit."""
    return any(character.isdecimal() for character in words)
