"""Who acts in the tests of eligibility, on which days, and one case that walks through their hands."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from eligibility.applications import actions as applications
from eligibility.applications.actions import materials
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import MaterialKind
from eligibility.entitlements.models import Entitlement
from province.calendar.actions import load_published_year
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.physicians import PharmacyFactory, PhysicianFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Cast:
    """Everybody whose relation to the case is known: those of its area and hospital, and strangers to it."""

    physician: Account
    office: Account
    clerk: Account
    reviewer: Account
    second_reviewer: Account
    supervisor: Account
    expert: Account
    pharmacist: Account
    auditor: Account
    stranger_physician: Account
    stranger_office: Account
    stranger_clerk: Account
    stranger_reviewer: Account


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, settings: object) -> Path:
    settings.DOCUMENT_ROOT = tmp_path / "documents"  # type: ignore[attr-defined]
    return tmp_path / "documents"


def of_changsha(role: Role, name: str) -> Account:
    return AccountFactory(role=role, name=name, area=AreaFactory(code="430100"))


def cast_list() -> Cast:
    physician = PhysicianFactory()
    stranger = PhysicianFactory(name="外院医师")
    pharmacy = PharmacyFactory()
    return Cast(
        physician=physician.account,
        office=StaffFactory(institution=physician.hospital, account__name="刘医保").account,
        clerk=of_changsha(Role.CLERK, "贺受理"),
        reviewer=of_changsha(Role.REVIEWER, "陈审核"),
        second_reviewer=of_changsha(Role.REVIEWER, "唐审核"),
        supervisor=of_changsha(Role.SUPERVISOR, "欧监督"),
        expert=AccountFactory(role=Role.EXPERT, name="谭专家", area=None),
        pharmacist=StaffFactory(institution=pharmacy, account__role=Role.PHARMACIST).account,
        auditor=AccountFactory(role=Role.AUDITOR, name="审计"),
        stranger_physician=stranger.account,
        stranger_office=StaffFactory(institution=stranger.hospital).account,
        stranger_clerk=AccountFactory(role=Role.CLERK, area=AreaFactory(code="430200")),
        stranger_reviewer=AccountFactory(role=Role.REVIEWER, area=AreaFactory(code="430200")),
    )


@pytest.fixture
def cast(db: None, today: date) -> Cast:
    load_published_year(year=2026, by=None, on=today)
    return cast_list()


@pytest.fixture
def draft(cast: Cast) -> TreatmentApplication:
    """A complete draft of the cast's physician, with the patient's chosen pharmacy."""
    return ApplicationFactory(physician=cast.physician.physician, pharmacy=cast.pharmacist.post.institution)


def picture(shade: int = 200) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, shade, shade)).save(drawn, "PNG")
    return drawn.getvalue()


def hand_in(application: TreatmentApplication, by: Account, on: date, *kinds: str, shade: int = 100) -> None:
    """One paper of each kind; all three of the closed list unless named."""
    wanted = kinds or (MaterialKind.IDENTITY, MaterialKind.CREDENTIAL, MaterialKind.MEDICAL)
    for number, kind in enumerate(wanted):
        materials.add(
            application=application, kind=kind, content=picture(shade + number), name=f"{kind}.png", by=by, on=on
        )


Stage = Callable[..., TreatmentApplication]


def walk(case: TreatmentApplication, cast: Cast, on: date, until: str) -> TreatmentApplication:
    """Take a draft through everybody's hands until it stands in the state `until`."""
    steps = {
        "signed": lambda: applications.sign(application=case, by=cast.physician, on=on),
        "endorsed": lambda: applications.endorse(application=case, by=cast.office, on=on),
        "submitted": lambda: applications.submit(application=case, by=cast.office, on=on),
        "accepted": lambda: applications.accept(application=case, by=cast.clerk, on=on),
        "reviewed": lambda: applications.give_opinion(
            application=case, supports=True, label=True, scope=True, text="同意使用。", by=cast.expert, on=on
        ),
        "approved": lambda: applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=on),
    }
    hand_in(case, cast.physician, on)
    for state, step in steps.items():
        if case.state == until:
            break
        case = step()
        assert case.state == state
    return case


@pytest.fixture
def case_in(draft: TreatmentApplication, cast: Cast, today: date) -> Stage:
    """`case_in("reviewed")`: the cast's case in that state, all steps taken today."""
    return lambda until: walk(draft, cast, today, until) if until != "draft" else draft


@pytest.fixture
def held(cast: Cast) -> Entitlement:
    """An entitlement on the application of the cast's physician."""
    return EntitlementFactory(application__physician=cast.physician.physician)
