"""One thing of each life cycle, whose state is set by hand, and the people who stand nearest to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.test import Client as Browser

from catalog.drugs.models import Drug
from catalog.listings.cycle import LISTING
from catalog.listings.words import DelistingCause, ListingState
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
from eligibility.applications.words import DECIDED, ApplicationState, DenialReason
from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.words import EndCause, EntitlementState, SuspensionCause
from kit.life_cycle import LifeCycle
from kit.period import Period
from physicians.responsible import queries as physicians
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.models import ResponsiblePhysician
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import DrugFactory, ListingFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.physicians import PhysicianFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.support.browsers import browser_of

TODAY = date(2026, 11, 23)
BEFORE = Period(date(2026, 1, 1), TODAY - timedelta(days=1))
HOSPITALS = (Role.INSURANCE_OFFICE, Role.PHYSICIAN)


@dataclass(frozen=True)
class Desk:
    """A thing, its page, how its state is set, and who sees it."""

    cycle: LifeCycle
    thing: Model
    page: str
    put: Callable[[str], object]
    sees: Callable[[Account], Any]
    people: Mapping[Role, Account]
    browsers: Mapping[Role, Browser]

    def is_seen_by(self, role: Role) -> bool:
        return bool(self.sees(self.people[role]).filter(pk=self.thing.pk).exists())


def desk_of(name: str) -> Desk:
    """Set up the thing of one life cycle, with an account of every role, of its city or hospital."""
    case = ApplicationFactory()
    people = {role: AccountFactory(role=role, area=AreaFactory(code="430100")) for role in set(Role) - set(HOSPITALS)}
    people[Role.INSURANCE_OFFICE] = StaffFactory(institution=case.physician.hospital).account
    people[Role.PHYSICIAN] = case.physician.account
    cycle, thing, page, put, sees = {
        "application": lambda: (APPLICATION, case, "eligibility:case", put_application, applications.visible_to),
        "physician": lambda: (
            PHYSICIAN, PhysicianFactory(hospital=case.physician.hospital), "physicians:physician", put_physician,
            physicians.visible_to,
        ),
        "entitlement": lambda: (
            ENTITLEMENT, EntitlementFactory(application__physician=case.physician), "eligibility:entitlement",
            put_entitlement, entitlements.visible_to,
        ),
        "listing": lambda: (LISTING, DrugFactory(), "catalog:drug", put_listing, lambda _: Drug.objects.all()),
    }[name]()  # fmt: skip
    browsers = {role: browser_of(account) for role, account in people.items()}
    return Desk(cycle, thing, page, lambda state: put(thing, state), sees, people, browsers)


def put_application(case: TreatmentApplication, state: str) -> None:
    """Set the state, with what the database wants beside it."""
    decided, denied = state in DECIDED, state == ApplicationState.DENIED
    TreatmentApplication.objects.filter(pk=case.pk).update(
        state=state,
        decided_on=TODAY if decided else None,
        decided_by=Account.objects.get(role=Role.REVIEWER) if decided else None,
        denial=DenialReason.values[0] if denied else "",
        decision_reason="不符合" if denied else "",
        returned_on=TODAY,
        gaps=[{"material": "medical_papers", "note": "缺病理报告"}],
        received_on=TODAY,
        signed_on=TODAY,
    )


def put_physician(physician: ResponsiblePhysician, state: str) -> None:
    ResponsiblePhysician.objects.filter(pk=physician.pk).update(state=state)


def put_entitlement(entitlement: Entitlement, state: str) -> None:
    """An entitlement's state is read from its days."""
    entitlement.suspensions.all().delete()
    if state == EntitlementState.SUSPENDED:
        entitlement.suspensions.create(cause=SuspensionCause.values[0], period=Period(TODAY, None))
    if state == EntitlementState.ENDED:
        last = TODAY - timedelta(days=1)
        period = Period(entitlement.period.first, last)
        rows = Entitlement.objects.filter(pk=entitlement.pk)
        rows.update(period=period, ended_on=last, end_cause=EndCause.CHANGED)


def put_listing(drug: Drug, state: str) -> None:
    """So is a drug's."""
    drug.listings.all().delete()
    causes = {cause.state: cause for cause in DelistingCause}
    if state == ListingState.LISTED:
        ListingFactory(drug=drug, period=Period(date(2026, 1, 1), date(2027, 12, 31)))
    elif state in causes:
        review = "评审1号" if state == ListingState.DELISTED_AFTER_REVIEW else ""
        removal = {"delisted_for": causes[state], "delisted_document": "调出1号", "expert_review": review}
        ListingFactory(drug=drug, period=BEFORE, **removal)
    elif state == ListingState.EXPIRED:
        ListingFactory(drug=drug, period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    elif state == ListingState.LAPSED:
        ListingFactory(drug=drug, period=BEFORE)
