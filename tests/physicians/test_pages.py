"""The registry in the browser: who sees what, and each step by whose it is."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from physicians.agreements.queries import is_designated
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import physician_published_on
from physicians.responsible.words import PhysicianState
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.physicians import (
    AgreementFactory,
    HospitalFactory,
    PharmacyFactory,
    PhysicianFactory,
    StaffFactory,
)
from tests.factories.province import AccountFactory, AreaFactory
from tests.support.browsers import browser_of

NOMINATION = {
    "code": "D430102000001", "name": "陈明远", "title": "chief", "specialty": "肿瘤科",
    "treatment_fields": ["oncology"], "insurance_physician": "on", "front_line": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(today: date) -> Iterator[None]:
    """Pages ask the clock."""
    with time_machine.travel(f"{today}T10:00:00+08:00", tick=False):
        yield


def page(name: str, *args: Any) -> str:
    return reverse(f"physicians:{name}", args=args)


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.obligation("HN-20.1", "HN-21.3", "HN-21.4", "JS-3.2")
def test_a_physician_goes_from_the_hospital_over_the_city_to_the_list(
    office: Account, city: Account, agency: Account, today: date
) -> None:
    browser_of(office).post(page("nominate"), NOMINATION)
    physician = ResponsiblePhysician.objects.get()
    browser_of(city).post(page("review_physician", physician.pk))
    browser_of(agency).post(page("publish"), {"physicians": [physician.pk], "document": "名单1号", "first": str(today)})
    assert physician_published_on(physician, today)
    assert "陈明远" in text(Client().get(page("published_physicians")))


def test_a_returned_physician_is_corrected_in_the_browser(
    office: Account, city: Account, hospital: Institution
) -> None:
    browser_of(office).post(page("nominate"), NOMINATION)
    pk = NOMINATION["code"]
    browser_of(city).post(page("return_physician", pk), {"why": "姓名与执业证不一致"})
    assert "姓名与执业证不一致" in text(browser_of(office).get(page("physician", pk)))
    assert "陈明远" in text(browser_of(office).get(page("nominate_physician", pk)))
    browser_of(office).post(page("nominate_physician", pk), NOMINATION | {"name": "陈明"})
    assert ResponsiblePhysician.objects.get().name == "陈明"


def test_an_unfit_nomination_says_what_is_wrong_beside_its_field(office: Account) -> None:
    answer = browser_of(office).post(page("nominate"), NOMINATION | {"title": "attending"})
    assert [each.code for each in answer.context["form"].errors.as_data()["title"]] == ["TITLE_TOO_LOW"]
    assert not ResponsiblePhysician.objects.exists()


@pytest.mark.parametrize("code", ["x", "D43010200000１", "D" + "9" * 40, "", "D430102000001\x00", "=1+1"])
def test_a_code_that_is_none_is_not_stored(code: str, office: Account) -> None:
    assert browser_of(office).post(page("nominate"), NOMINATION | {"code": code}).status_code == 200
    assert not ResponsiblePhysician.objects.exists()


def test_each_sees_the_button_of_his_own_next_step(office: Account, city: Account, agency: Account) -> None:
    browser_of(office).post(page("nominate"), NOMINATION)
    pk = NOMINATION["code"]
    labels = [
        [offer.row.button.label for offer in browser_of(who).get(page("physician", pk)).context["offers"]]
        for who in (office, city, agency)
    ]
    assert labels == [[], ["审核通过", "退回医院"], []]


def test_a_county_reviewer_is_offered_nothing(office: Account, hospital: Institution) -> None:
    browser_of(office).post(page("nominate"), NOMINATION)
    county = AccountFactory(role=Role.REVIEWER, area=hospital.area)
    assert browser_of(county).get(page("physician", NOMINATION["code"])).context["offers"] == []
    assert browser_of(county).post(page("review_physician", NOMINATION["code"])).context["form"].errors
    assert ResponsiblePhysician.objects.get().state == PhysicianState.NOMINATED


def test_a_removal_needs_its_word(agency: Account, today: date) -> None:
    physician = PhysicianFactory()
    form = {"last_day": str(today), "why": "调离"}
    assert browser_of(agency).post(page("remove_physician", physician.pk), form).status_code == 200
    browser_of(agency).post(page("remove_physician", physician.pk), form | {"typed": "移出"})
    physician.refresh_from_db()
    assert physician.state == PhysicianState.REMOVED


def test_a_suspended_physician_is_published_again_from_his_page(agency: Account, today: date) -> None:
    physician = PhysicianFactory()
    browser_of(agency).post(page("suspend_physician", physician.pk), {"last_day": "2026-11-22", "why": "核查"})
    assert not physician_published_on(physician, today)
    form = {"physicians": [physician.pk], "document": "名单2号", "first": str(today)}
    browser_of(agency).post(page("publish_physician", physician.pk), form)
    assert physician_published_on(physician, today)


def test_what_is_anothers_is_not_found(hospital: Institution, office: Account, city: Account) -> None:
    far = HospitalFactory(code="H43310100001")
    physician = PhysicianFactory(hospital=far)
    for who in (office, city):
        for address in (page("institution", far.pk), page("physician", physician.pk)):
            assert browser_of(who).get(address).status_code == 404
    assert browser_of(city).post(page("review_physician", physician.pk)).status_code == 404
    assert browser_of(office).get(page("institution", hospital.pk)).status_code == 200


def test_a_pharmacist_sees_his_own_pharmacy_and_nobody_elses_physicians(today: date, db: None) -> None:
    pharmacist = StaffFactory(account__role=Role.PHARMACIST, institution=PharmacyFactory()).account
    PharmacyFactory()
    table = browser_of(pharmacist).get(page("institutions")).context["table"]
    assert len(table.rows) == 1
    assert browser_of(pharmacist).get(page("physicians")).status_code == 403


@pytest.mark.obligation("HN-25.4", "JS-3.2")
def test_anybody_reads_the_designated_institutions_of_a_day(db: None) -> None:
    HospitalFactory(name="在册医院")
    HospitalFactory(name="无协议医院", agreement=False)
    answer = Client().get(page("published_institutions"))
    assert ("在册医院" in text(answer), "无协议医院" in text(answer)) == (True, False)
    assert "public" in answer["Cache-Control"]
    assert "在册医院" not in text(Client().get(page("published_institutions"), {"day": "2025-12-31"}))


def test_the_public_list_of_physicians_names_no_account(today: date, db: None) -> None:
    physician = PhysicianFactory()
    assert physician.account.username not in text(Client().get(page("published_physicians")))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"standing": "serving"}, {"甲"}),
        ({"standing": "undesignated"}, {"乙"}),
        ({"standing": "serving", "day": "2025-01-01"}, set()),
        ({"name": "乙"}, {"乙"}),
        ({"kind": "P"}, set()),
        ({"city": "430100"}, {"甲", "乙"}),
        ({"city": "430200"}, set()),
    ],
)
def test_staff_find_institutions(query: dict[str, str], names: set[str], agency: Account) -> None:
    AreaFactory(code="430200")
    HospitalFactory(name="甲")
    HospitalFactory(name="乙", agreement=False)
    table = browser_of(agency).get(page("institutions"), query).context["table"]
    assert {row.cells[1].html for row in table.rows} == names


def test_lists_ask_as_much_for_many_as_for_few(agency: Account, django_assert_max_num_queries: Any) -> None:
    for _ in range(20):
        PhysicianFactory()
    client = browser_of(agency)
    for name in ("institutions", "physicians", "published_physicians", "published_institutions", "coverage"):
        client.get(page(name))
        with django_assert_max_num_queries(14):
            client.get(page(name))


@pytest.mark.obligation("HN-26.3")
def test_the_coverage_shows_counties_without_a_pharmacy(agency: Account) -> None:
    PharmacyFactory(code="P43010200001")
    AreaFactory(code="430103")
    context = browser_of(agency).get(page("coverage")).context
    assert (context["without"], context["counties"][0][0].code) == (1, "430103")


@pytest.mark.obligation("HN-25.1")
def test_the_coverage_names_hospitals_without_outpatient_clauses(agency: Account) -> None:
    hospital = HospitalFactory(agreement=False, name="只住院医院")
    AgreementFactory(institution=hospital, outpatient=False)
    assert "只住院医院" in text(browser_of(agency).get(page("coverage")))


def test_an_institution_is_registered_contracted_suspended_and_resumed(agency: Account, today: date) -> None:
    AreaFactory(code="430102")
    client = browser_of(agency)
    client.post(page("register"), {"code": "P43010200007", "name": "新药店", "area": "430102"})
    found = Institution.objects.get()
    agreement = {
        "period_first": "2026-11-01",
        "period_last": "2027-12-31",
        "document": "协议1号",
        "excluded_from_totals": "on",
    }
    client.post(page("sign_agreement", found.pk), agreement)
    assert is_designated(found, today)
    client.post(page("suspend_institution", found.pk), {"first": str(today), "cause": "核查"})
    assert not is_designated(found, today)
    client.post(page("resume_institution", found.pk), {"first": "2026-11-24", "why": "核查完毕"})
    assert is_designated(found, date(2026, 11, 24))


def test_an_agreement_ends_when_the_name_was_typed(agency: Account, today: date) -> None:
    pharmacy = PharmacyFactory()
    form = {"last_day": str(today), "reason": "违约"}
    browser_of(agency).post(page("end_agreement", pharmacy.pk), form)
    assert is_designated(pharmacy, date(2026, 11, 24))
    browser_of(agency).post(page("end_agreement", pharmacy.pk), form | {"typed": pharmacy.name})
    assert not is_designated(pharmacy, date(2026, 11, 24))


def test_a_secret_is_shown_on_one_answer_and_never_again(agency: Account) -> None:
    pharmacy = PharmacyFactory()
    client = browser_of(agency)
    answer = client.post(page("issue_client", pharmacy.pk), {"name": "收银系统"})
    secret = answer.context["secret"]
    assert secret in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert secret not in text(client.get(page("institution", pharmacy.pk)))
    held = ApiClient.objects.get()
    client.post(page("revoke_client", pharmacy.pk, held.pk), {"why": "更换系统"})
    held.refresh_from_db()
    assert held.revoked_at


def test_clients_are_shown_to_the_provincial_agency_only(city: Account) -> None:
    pharmacy = PharmacyFactory()
    assert browser_of(city).get(page("institution", pharmacy.pk)).context["clients"] is None
    assert browser_of(city).get(page("issue_client", pharmacy.pk)).status_code == 403


ACTS = {
    "register": {Role.PROVINCIAL_AGENCY},
    "nominate": {Role.INSURANCE_OFFICE},
    "publish": {Role.PROVINCIAL_AGENCY},
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_opens_to_its_own_role_alone(name: str, db: None) -> None:
    for role in set(Role.values) - ACTS[name]:
        assert browser_of(AccountFactory(role=role)).get(page(name)).status_code == 403


def test_jiangsu_shows_by_when_the_city_owes_the_list(settings: Any, office: Account, city: Account) -> None:
    settings.PROVINCE = "jiangsu"
    browser_of(office).post(page("nominate"), NOMINATION)
    due = browser_of(city).get(page("physician", NOMINATION["code"])).context["due"]
    assert due.day == date(2026, 11, 30)
    offers = browser_of(city).get(page("physician", NOMINATION["code"])).context["offers"]
    assert [offer.row.button.label for offer in offers] == ["备案"]


def test_hunan_has_no_day_by_which_the_list_is_owed(office: Account, city: Account) -> None:
    browser_of(office).post(page("nominate"), NOMINATION)
    assert browser_of(city).get(page("physician", NOMINATION["code"])).context["due"] is None


@pytest.mark.parametrize(
    "words",
    ["H43010200001", "h43010200001", "湘江", "湘江市第一", "XiangJiang", "dyrmyy", "xjs", "Ｈ４３０１０２００００１"],
)
def test_an_institution_is_found_by_its_code_or_any_part_of_its_name(words: str, agency: Account) -> None:
    HospitalFactory(code="H43010200001", name="湘江市第一人民医院")
    PharmacyFactory(name="别处大药房")
    answer = browser_of(agency).post(reverse("province:search"), {"words": words})
    assert answer.url == page("institution", "H43010200001")  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", ["仇国", "仇", "qiuguoping", "qgp", "d430102000001"])
def test_a_physician_is_found_by_name_as_it_is_read(words: str, agency: Account, hospital: Institution) -> None:
    PhysicianFactory(code="D430102000001", name="仇国平", hospital=hospital)
    PhysicianFactory(code="D430102000002", name="陈明远", hospital=hospital)
    found = browser_of(agency).post(reverse("province:search"), {"words": words})
    listed = browser_of(agency).get(page("physicians"), {"name": words})
    assert found.url == page("physician", "D430102000001")  # type: ignore[attr-defined]
    assert ("仇国平" in text(listed), "陈明远" in text(listed)) == (True, False)


@pytest.mark.parametrize("words", ["湘江", "xjs", "第一人民"])
def test_institutions_are_filtered_as_they_are_searched(words: str, agency: Account) -> None:
    HospitalFactory(name="湘江市第一人民医院")
    PharmacyFactory(name="别处大药房")
    listed = text(browser_of(agency).get(page("institutions"), {"name": words}))
    assert ("湘江市" in listed, "别处大药房" in listed) == (True, False)


CITING = [
    ("office", "nominate", (), "JS-5.10"),
    ("city", "record_physician", ("D430102000002",), "JS-5.10"),
    ("agency", "publish", (), "JS-6.2"),
    ("agency", "suspend_physician", ("D430102000001",), "JS-6.4"),
    ("agency", "sign_agreement", ("H43010200001",), "JS-7.1"),
    ("agency", "suspend_institution", ("H43010200001",), "JS-14"),
    ("agency", "institution", ("H43010200001",), "JS-7.1"),
    ("agency", "published_institutions", (), "JS-3.2"),
]


@pytest.mark.parametrize(("who", "name", "args", "article"), CITING, ids=[name for _, name, _, _ in CITING])
def test_a_page_cites_the_act_in_use_and_no_other(
    who: str, name: str, args: tuple[str, ...], article: str, hospital: Institution, settings: Any, request: Any
) -> None:
    settings.PROVINCE = "jiangsu"
    PhysicianFactory(code="D430102000001", hospital=hospital)
    PhysicianFactory(code="D430102000002", hospital=hospital, state=PhysicianState.NOMINATED)
    shown = text(browser_of(request.getfixturevalue(who)).get(page(name, *args)))
    assert f"/articles/{article}/" in shown
    assert "/articles/HN-" not in shown


def test_jiangsu_has_no_article_on_coverage(agency: Account, settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    shown = text(browser_of(agency).get(page("coverage")))
    assert re.findall("/articles/[A-Z]+-", shown) == []


@pytest.mark.parametrize(
    ("province", "step", "reason"),
    [
        ("jiangsu", "review", "规程没有这一步。责任医师由医院确认"),
        ("hunan", "record", "办法没有这一步。责任医师由市州经办机构审核"),
    ],
)
def test_the_page_of_a_step_that_the_act_leaves_out_is_not_there_and_says_why(
    province: str, step: str, reason: str, hospital: Institution, city: Account, settings: Any
) -> None:
    settings.PROVINCE = province
    physician = PhysicianFactory(hospital=hospital, state=PhysicianState.NOMINATED)
    for ask in (browser_of(city).get, browser_of(city).post):
        answer = ask(page(f"{step}_physician", physician.pk))
        assert (answer.status_code, reason in text(answer)) == (404, True)
