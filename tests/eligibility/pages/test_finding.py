"""People and applications are found as they are spoken of, by whom they concern; every search is kept."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from eligibility.people.models import InsuredPerson
from province.events.models import Event
from province.staff.models import Account
from tests.eligibility.conftest import Cast
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory, PersonFactory, identity_number
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
SEARCH = "province:search"


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def yuan(cast: Cast) -> InsuredPerson:
    return PersonFactory(psn_no="4301020099001", name="袁海涛", identity=identity_number(77))


@pytest.fixture
def case(cast: Cast, yuan: InsuredPerson) -> TreatmentApplication:
    return ApplicationFactory(
        person=yuan,
        number="SQ430102202611170001",
        physician=cast.physician.physician,
        state=ApplicationState.SUBMITTED,
        received_on=date(2026, 11, 17),
    )


def asked(by: Account, words: str, page: str = SEARCH) -> HttpResponse:
    return browser_of(by).post(reverse(page), {"words": words})  # type: ignore[return-value]


@pytest.mark.parametrize("page", [SEARCH, "eligibility:find_person"])
@pytest.mark.parametrize(
    "words", ["袁海涛", "海涛", "袁海", "yht", "YUANHAITAO", "yuan haitao", "ＹＨＴ", "4301020099001", "identity"]
)
def test_an_official_finds_a_person_of_the_area(cast: Cast, yuan: InsuredPerson, page: str, words: str) -> None:
    typed = f" {identity_number(77)[:6]} {identity_number(77)[6:].lower()} " if words == "identity" else words
    assert asked(cast.clerk, typed, page)["Location"] == reverse("eligibility:person", args=[yuan.identity_hash])


@pytest.mark.parametrize("words", ["袁海涛", "yht", "4301020099001"])
@pytest.mark.parametrize("who", ["stranger_clerk", "stranger_physician", "expert", "pharmacist"])
def test_nobody_finds_whom_he_may_not_see(cast: Cast, case: TreatmentApplication, who: str, words: str) -> None:
    answer = asked(getattr(cast, who), words)
    assert answer.status_code == 200
    assert case.person.identity_hash not in answer.content.decode()
    assert "没有找到" in answer.content.decode()


def test_a_physician_finds_his_own_patient(cast: Cast, case: TreatmentApplication) -> None:
    assert case.person.identity_hash in asked(cast.physician, "yuanhaitao")["Location"]


def test_a_pharmacy_finds_its_own_customer(cast: Cast, yuan: InsuredPerson) -> None:
    right = EntitlementFactory(person=yuan, pharmacy=cast.pharmacist.post.institution)
    assert asked(cast.pharmacist, "海涛")["Location"] == reverse("eligibility:entitlement", args=[right.pk])


def test_a_search_stays_on_record_without_what_was_typed(cast: Cast, yuan: InsuredPerson) -> None:
    asked(cast.clerk, "袁海涛")
    event = Event.objects.get(verb="find")
    assert (event.noun, event.actor, event.after) == ("insured_register", cast.clerk, "1")
    assert "袁" not in f"{event.why}{event.data}{event.object_id}{event.before}"


def test_people_of_one_name_are_listed_up_to_twenty(cast: Cast) -> None:
    for _ in range(21):
        PersonFactory(name="李平安")
    with CaptureQueriesContext(connection) as queries:
        page = asked(cast.clerk, "lpa", "eligibility:find_person").content.decode()
    assert page.count("李平安") == 20
    assert "请写全姓名" in page
    assert sum("eligibility_insuredperson" in query["sql"] for query in queries) == 1


@pytest.mark.parametrize(
    "words",
    [
        "SQ430102202611170001", "sq430102202611170001", "430102202611170001", " SQ 430102 20261117 0001 ",
        "ＳＱ４３０１０２２０２６１１１７０００１", "SQ430102-20261117-0001", "11170001",
    ],
)  # fmt: skip
def test_an_application_is_found_by_its_number_as_people_write_it(
    cast: Cast, case: TreatmentApplication, words: str
) -> None:
    assert asked(cast.clerk, words)["Location"] == reverse("eligibility:case", args=[case.pk])


def test_the_box_promises_what_the_role_can_find(cast: Cast) -> None:
    home = reverse("province:home")
    assert "申请号、姓名、身份证号" in browser_of(cast.clerk).get(home).content.decode()
    assert 'placeholder="药品、申请号"' in browser_of(cast.expert).get(home).content.decode()


@pytest.mark.parametrize("words", ["alt", "ALAITINI", "阿来替尼", "ysalt"])
def test_applications_are_filtered_by_a_drug_as_people_call_it(cast: Cast, words: str) -> None:
    wanted = ApplicationFactory(
        product__drug__generic_name="盐酸阿来替尼", state=ApplicationState.SUBMITTED, received_on=date(2026, 11, 17)
    )
    other = ApplicationFactory(
        product__drug__generic_name="洛拉替尼", state=ApplicationState.SUBMITTED, received_on=date(2026, 11, 17)
    )
    page = browser_of(cast.clerk).get(reverse("eligibility:applications"), {"drug": words}).content.decode()
    assert wanted.number in page
    assert other.number not in page
