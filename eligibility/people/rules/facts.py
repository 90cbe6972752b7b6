"""The frozen values that rules look at. Queries fill them; rules never see a model."""

from dataclasses import dataclass
from datetime import date

from catalog.drugs.words import BenefitClass
from eligibility.people.words import InsuranceType
from kit.period import Period


def on_one(periods: tuple[Period, ...], day: date) -> bool:
    """Whether one of the periods holds on the day."""
    return any(period.contains(day) for period in periods)


@dataclass(frozen=True)
class EnrolmentFacts:
    """One enrolment; `words` is how it reads: 长沙市芙蓉区，职工医保."""

    period: Period
    insurance_type: InsuranceType
    area: str
    words: str = ""


@dataclass(frozen=True)
class InsuredFacts:
    """A person's insurance: enrolments, days on which benefits are held, day of death."""

    enrolments: tuple[EnrolmentFacts, ...] = ()
    holds: tuple[Period, ...] = ()
    died_on: date | None = None

    def on(self, day: date) -> EnrolmentFacts | None:
        return next((enrolment for enrolment in self.enrolments if enrolment.period.contains(day)), None)

    def alive(self, day: date) -> bool:
        return self.died_on is None or day <= self.died_on


@dataclass(frozen=True)
class PhysicianFacts:
    """A responsible physician: fields of treatment, hospital, and the days on the published list."""

    code: str
    name: str
    hospital: str
    fields: frozenset[str]
    published: tuple[Period, ...] = ()
    field_names: tuple[str, ...] = ()

    def published_on(self, day: date) -> bool:
        return on_one(self.published, day)


@dataclass(frozen=True)
class DrugFacts:
    """A drug (generic name x dosage form), the days of its listing and those of its national agreement."""

    id: int
    name: str
    field: str
    field_name: str = ""
    restricted_scope: str = ""
    dual_channel: bool = False
    listed: tuple[Period, ...] = ()
    agreed: tuple[Period, ...] = ()

    def class_on(self, day: date) -> BenefitClass | None:
        """The class it is managed in that day; None where the programme does not know it."""
        if on_one(self.listed, day):
            return BenefitClass.SEPARATE_PAYMENT
        return BenefitClass.DUAL_CHANNEL if self.dual_channel else None

    def valid_until(self, day: date) -> date | None:
        """The last day of the listing, or else of the national agreement, that holds on the day."""
        return next((period.last for period in (*self.listed, *self.agreed) if period.contains(day)), None)


@dataclass(frozen=True)
class ProductFacts:
    code: str
    drug: int
    manufacturer: int
    label_indication: str = ""


@dataclass(frozen=True)
class InstitutionFacts:
    """A hospital or pharmacy, those of its agreements that let patients choose it, and its suspensions."""

    code: str
    name: str
    hospital: bool
    designated: tuple[Period, ...] = ()
    suspended: tuple[Period, ...] = ()

    def designated_on(self, day: date) -> bool:
        return on_one(self.designated, day) and not on_one(self.suspended, day)
