"""Every page of a case in Jiangsu, for every role: no word, article or term of another act stands on it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from physicians.responsible.words import PhysicianState
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.words import RateKind
from tests.factories.eligibility import ApplicationFactory, EnrolmentFactory, PersonFactory
from tests.factories.physicians import PhysicianFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.routes.texts import foreign, texts
from tests.settlement.scene import DAY, jiangsu, set_city_rate
from tests.support.plain import read, strays

pytestmark = pytest.mark.django_db

CITY_ROLES = {Role.LOCAL_DEPARTMENT, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR}
STATES = [ApplicationState.DRAFT, ApplicationState.SIGNED, ApplicationState.SUBMITTED]


@pytest.fixture
def people(settings: Any) -> Iterator[Callable[[Role], Account]]:
    """One patient's whole way in Jiangsu, and who has a part in it."""
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    application = scene.entitlement.application
    TreatmentApplication.objects.update(state=ApplicationState.FILED, insured_area="320102")
    person = PersonFactory(enrolment=False)
    EnrolmentFactory(person=person, area=AreaFactory(code="320102"))
    for state in STATES:
        case = {"state": state, "signed_on": None if state == ApplicationState.DRAFT else DAY}
        ApplicationFactory(person=person, insured_area_id="320102", physician=application.physician, **case)
    PhysicianFactory(hospital=application.hospital, state=PhysicianState.NOMINATED)
    accounts = {
        Role.PHYSICIAN: application.physician.account,
        Role.INSURANCE_OFFICE: StaffFactory(institution=application.hospital).account,
        Role.PHARMACIST: StaffFactory(institution=scene.pharmacy, account__role=Role.PHARMACIST).account,
    }

    def of(role: Role) -> Account:
        area = AreaFactory(code="320100" if role in CITY_ROLES else "320000")
        return accounts.get(role) or AccountFactory(role=role, area=area)

    with time_machine.travel(f"{DAY}T10:00:00+08:00", tick=False):
        assert scene.settle().status == 201
        yield of


@pytest.mark.parametrize("role", Role)
def test_no_page_of_jiangsu_speaks_as_hunan(role: Role, people: Callable[[Role], Account]) -> None:
    pages = texts(people(role), "jiangsu")
    assert len(pages) > 5
    assert foreign(pages, "jiangsu") == {}
    found = [(page, *stray) for page, text in pages.items() for stray in strays(read(text).pieces, "jiangsu")]
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize(("role", "said"), [(Role.CLERK, "待备案申请"), (Role.INSURANCE_OFFICE, "待医保办盖章")])
def test_a_page_of_jiangsu_says_its_own_words(role: Role, said: str, people: Callable[[Role], Account]) -> None:
    assert any(said in text for text in texts(people(role), "jiangsu").values())


def test_the_search_sees_a_word_of_the_other_act() -> None:
    assert foreign({"/": "待医保科意见"}, "jiangsu") == {"/": ["医保科"]}
