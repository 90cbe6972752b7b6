"""The frozen values that rules look at. Queries fill them; rules never see a model."""

from dataclasses import dataclass
from datetime import date

from catalog.drugs.rules.classes import benefit_class
from catalog.drugs.rules.conditions import AnyCondition
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
class DrugTermsFacts:
    """What the national list says of a drug on the days of the period: the printed scope, and its parts that ask."""

    period: Period
    dual_channel: bool = False
    restricted_scope: str = ""
    conditions: tuple[AnyCondition, ...] = ()


@dataclass(frozen=True)
class DrugFacts:
    """A drug (generic name x dosage form): what is said of it, its days in the list and of its national agreement."""

    id: int
    name: str
    field: str
    field_name: str = ""
    terms: tuple[DrugTermsFacts, ...] = ()
    listed: tuple[Period, ...] = ()
    agreed: tuple[Period, ...] = ()

    def terms_on(self, day: date) -> DrugTermsFacts | None:
        """Return what the national list says of it that day; None where nothing is known."""
        return next((terms for terms in self.terms if terms.period.contains(day)), None)

    def class_on(self, day: date) -> BenefitClass | None:
        """The class it is managed in that day; None where the programme does not know it."""
        terms = self.terms_on(day)
        return benefit_class(listed=on_one(self.listed, day), dual_channel=terms is not None and terms.dual_channel)

    def valid_until(self, day: date) -> date | None:
        """The last day of the listing, or else of the national agreement, that holds on the day."""
        return next((period.last for period in (*self.listed, *self.agreed) if period.contains(day)), None)


@dataclass(frozen=True)
class ProductFacts:
    """A product, with the label of the day that is asked about."""

    code: str
    drug: int
    manufacturer: int
    label_indication: str = ""
    indivisible: bool = False
    long_term_allowed: bool = False


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
