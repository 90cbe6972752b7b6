"""Everything the rules may know about a sale, as of one moment, read by one statement."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from catalog.drugs.rules.classes import benefit_class
from catalog.drugs.words import BenefitClass, DrugOrigin
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.people.words import AssistanceCategory, InsuranceType
from eligibility.prescriptions.rules.supply import Supply
from eligibility.prescriptions.words import CareSetting, PrescriptionKind
from physicians.institutions.words import InstitutionKind
from settlement.counter.rules.answers import StoredAnswer
from settlement.counter.rules.orders import nearest_units


class Locks(Struct, frozen=True):
    """What the lock of a settlement or reversal found: the key's answer, or a number and the rows that are locked.

    `locked` says that the key's lock was free, `caller_live` that the caller may still speak for the institution.
    """

    locked: bool
    caller_live: bool
    answer: StoredAnswer | None
    claim: int | None
    account: int | None
    lines: tuple[int, ...] = ()
    entitlements: tuple[int, ...] = ()


class Place(Struct, frozen=True):
    """The institution on the purchase day."""

    code: str
    name: str
    kind: InstitutionKind
    area: str
    designated: bool
    outpatient: bool
    excluded_from_totals: bool
    suspended: bool

    @property
    def is_hospital(self) -> bool:
        return self.kind is InstitutionKind.HOSPITAL


class Enrolment(Struct, frozen=True):
    """The insurance of the purchase day."""

    insurance_type: InsuranceType
    area: str
    serious_illness: bool


class Person(Struct, frozen=True):
    """The patient. `held` is the cause for which benefits are held back on the day."""

    number: str
    died_on: date | None
    enrolment: Enrolment | None
    held: str | None
    category: AssistanceCategory | None


class Prescribed(Struct, frozen=True):
    """The prescription, whatever its state; withdrawn by the clock on the wall in Asia/Shanghai."""

    serial: str
    kind: PrescriptionKind
    setting: CareSetting
    person: str
    hospital: str
    first_day: date
    last_day: date
    withdrawn_at: datetime | None
    diagnosis_code: str
    signer: str
    content: str
    signature: str
    early_reason: str
    assessment: str
    on_paper: bool = False


class Standard(Struct, frozen=True):
    """The payment standard of the day, yuan per pack."""

    amount: Decimal
    negotiated: bool


class PrescribedLine(Struct, frozen=True):
    """One product of the prescription, with what the catalogue says of it on the purchase day.

    `ran_out` is the last day of its drug in the list, where that is over and nobody has taken the drug off.
    """

    id: int
    position: int
    product: str
    generic_name: str
    drug: int
    manufacturer: int
    quantity: Decimal
    dispensed: Decimal
    regimen: str
    supply_days: int
    indivisible: bool
    dual_channel: bool
    listed_as: DrugOrigin | None
    admitted: bool
    standard: Standard | None
    listed_price: Decimal | None
    units_per_pack: int
    trace_prefix: str
    uncoded: bool
    uncoded_left: int
    ran_out: date | None = None

    @property
    def left(self) -> Decimal:
        return self.quantity - self.dispensed

    def days_of(self, packs: Decimal) -> Decimal:
        """Days that so many packs last, as the physician prescribed them."""
        return self.supply_days * packs / self.quantity

    @property
    def benefit_class(self) -> BenefitClass | None:
        """The class of the drug on the purchase day."""
        return benefit_class(listed=self.listed_as is not None, dual_channel=self.dual_channel)

    @property
    def units_left(self) -> int:
        """How many smallest units are still to be dispensed."""
        return nearest_units(self.quantity, self.units_per_pack) - nearest_units(self.dispensed, self.units_per_pack)


class Right(Struct, frozen=True):
    """The entitlement for the prescribed drug: the one of the purchase day, else the latest."""

    id: int
    drug: int
    first_day: date
    last_day: date | None
    ended_on: date | None
    end_cause: EndCause | None
    diagnosis_code: str
    hospital: str
    pharmacy: str | None
    suspended: SuspensionCause | None
    manufacturers: tuple[int, ...]


class Limits(Struct, frozen=True):
    """The three annual limits of the purchase day, each None when no row is in force.

    They are those of the person's category where the area has them. `no_ceiling` says that serious illness has none.
    """

    pooled: Decimal | None
    serious_illness: Decimal | None
    overall: Decimal | None
    no_ceiling: bool = False


class AssistanceRow(Struct, frozen=True):
    """How the area assists the person's category on the purchase day."""

    rate: Decimal
    threshold: Decimal
    annual_limit: Decimal
    beyond_maximum: bool


class AreaRate(Struct, frozen=True):
    """A rate that the area sets for itself; `first_share` is borne before the rate applies.

    `deductible` and `segmented` are None where the area has not said whether there are any.
    """

    rate: Decimal
    first_share: Decimal
    deductible: Decimal | None = None
    segmented: bool | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the area has said of deductible and segments that there are any, or none."""
        return self.deductible is not None and self.segmented is not None

    @property
    def is_plain(self) -> bool:
        """Whether there is neither a deductible nor a segment."""
        return self.deductible == 0 and self.segmented is False


class Account(Struct, frozen=True):
    """What the funds have paid this year, here and elsewhere."""

    id: int
    pooled_paid: Decimal
    serious_paid: Decimal
    assistance_paid: Decimal
    threshold_used: Decimal
    pooled_elsewhere: Decimal
    serious_elsewhere: Decimal
    assistance_elsewhere: Decimal


class SoldPack(Struct, frozen=True):
    """How many smallest units a coded pack has, how many are sold, and how many of those came back for good."""

    units: int
    sold: int
    returned: int


class Facts(Struct, frozen=True):
    """One moment's truth about one sale."""

    answer: StoredAnswer | None
    caller_live: bool
    place: Place
    person: Person | None
    prescription: Prescribed | None
    lines: tuple[PrescribedLine, ...]
    supplies: tuple[Supply, ...]
    right: Right | None
    limits: Limits
    assistance: AssistanceRow | None
    separate_rate: AreaRate | None
    ordinary_rate: AreaRate | None
    account: Account | None
    sold: Mapping[str, SoldPack]

    @property
    def is_own_prescription(self) -> bool:
        """Whether the prescription is made out to the person."""
        return bool(self.prescription and self.person and self.prescription.person == self.person.number)
