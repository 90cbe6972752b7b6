"""How large a population is wanted, and what a client must know of it to settle."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Size:
    """How many of each. `left` is what remains of a patient's pooled limit, yuan; None leaves it whole.

    `packs` are the packs of a prescription's line, in turn over a patient's prescriptions.
    """

    patients: int = 60
    pharmacies: int = 2
    prescriptions: int = 1
    packs: tuple[int, ...] = (100_000,)
    left: int | None = None
    residents: bool = True
    start: int = 0

    @property
    def sheets(self) -> int:
        """Prescriptions of one patient, one after the other for each pharmacy."""
        return self.pharmacies * self.prescriptions


@dataclass(frozen=True)
class Counter:
    """A pharmacy's system, and the product that its patients buy there."""

    institution: str
    client_id: str
    secret: str
    product: str


@dataclass(frozen=True)
class Sheet:
    """A prescription: at which counter (by position) it is dispensed, and how many packs it orders."""

    rxno: str
    counter: int
    packs: int


@dataclass(frozen=True)
class Patient:
    person: str
    identity: str
    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Population:
    """What a client needs to know to settle. `day` is the day of issue; prescriptions hold two days more."""

    day: date
    price: Decimal
    counters: tuple[Counter, ...]
    patients: tuple[Patient, ...]


def to_json(population: Population) -> str:
    return json.dumps(asdict(population), default=str, ensure_ascii=False)


def from_json(text: str) -> Population:
    found = json.loads(text)
    patients = (
        Patient(each["person"], each["identity"], each["name"], tuple(Sheet(**sheet) for sheet in each["sheets"]))
        for each in found["patients"]
    )
    return Population(
        date.fromisoformat(found["day"]),
        Decimal(found["price"]),
        tuple(Counter(**each) for each in found["counters"]),
        tuple(patients),
    )
