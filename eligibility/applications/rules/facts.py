"""The frozen values that rules look at. Queries fill them; rules never see a model."""

from dataclasses import dataclass
from datetime import date

from catalog.drugs.rules.conditions import Patient
from eligibility.applications.words import ApplicationKind, MaterialKind
from eligibility.entitlements.rules.facts import EntitlementFacts
from eligibility.people.rules.facts import DrugFacts, InstitutionFacts, InsuredFacts, PhysicianFacts, ProductFacts


@dataclass(frozen=True)
class OpinionFacts:
    expert: str
    supports: bool
    label: bool
    scope: bool


@dataclass(frozen=True)
class ApplicationFacts:
    """Everything that the rules ask about one application, as it stands on `day`.

    `label` and `scope` are the reviewer's own verdicts, None until given.
    """

    day: date
    kind: ApplicationKind
    application_date: date
    drug: DrugFacts
    product: ProductFacts
    hospital: InstitutionFacts
    physician: PhysicianFacts
    insured: InsuredFacts
    pharmacy: InstitutionFacts | None = None
    requested_until: date | None = None
    signed_on: date | None = None
    received_on: date | None = None
    identity_checked: bool = False
    meets_label: bool = False
    meets_scope: bool = False
    materials: frozenset[MaterialKind] = frozenset()
    patient: Patient | None = None
    opinion: OpinionFacts | None = None
    old: EntitlementFacts | None = None
    existing: tuple[EntitlementFacts, ...] = ()
    label: bool | None = None
    scope: bool | None = None
    decider: int | None = None
    involved: frozenset[int] = frozenset()
    person: str = ""

    @property
    def signature_day(self) -> date:
        """The day of the physician's signature; while unsigned, the day of asking."""
        return self.signed_on or self.day
