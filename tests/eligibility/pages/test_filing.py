"""A form is a draft from its first word: kept as it is typed, of one patient, and never over another window's words."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.people.actions import persons
from eligibility.people.models import InsuredPerson
from kit.limits import Limit
from physicians.institutions.models import Institution
from province.events.models import Event
from tests.eligibility.conftest import Cast, hand_in
from tests.factories.eligibility import PersonFactory
from tests.factories.physicians import PharmacyFactory
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def begun_for(desk: Client, person: InsuredPerson) -> TreatmentApplication:
    """The draft that begins when the physician has found this patient."""
    answer = desk.post(reverse("eligibility:begin"), {"number": person.identity.reveal()})
    (number,) = re.findall(r"/applications/(\d+)/edit/", answer.url)
    return TreatmentApplication.objects.get(pk=number)


def filled(case: TreatmentApplication, **changes: object) -> dict[str, object]:
    """The form of a draft as its page shows it, with what is typed."""
    page = {
        "kind": case.kind, "product": case.product_id or "", "diagnosis": case.diagnosis,
        "diagnosis_code": case.diagnosis_code, "application_date": str(case.application_date),
        "grounds": case.grounds, "usage": case.usage, "hospital": case.hospital_id,
        "pharmacy": case.pharmacy_id or "", "signed_by": case.signed_by, "signer_name": case.signer_name,
        "version": str(case.version),
    }  # fmt: skip
    return {**page, **changes}


def send(desk: Client, door: str, case: TreatmentApplication, **changes: object) -> HttpResponse:
    """Send the form, as it was when `case` was read."""
    return desk.post(reverse(f"eligibility:{door}", args=[case.pk]), filled(case, **changes))


def test_who_looks_for_a_patient_is_on_record_whether_one_is_found_or_not(
    desk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persons, "SEARCHES", Limit("few", 2, 3600))
    numbers = [PersonFactory().identity.reveal(), "43999999", "43999998"]
    answers = [desk.post(reverse("eligibility:begin"), {"number": number}).status_code for number in numbers]
    assert answers == [302, 200, 429]
    assert list(Event.objects.filter(verb="find").order_by("pk").values_list("after", flat=True)) == ["1", "0"]


def test_two_tabs_are_two_patients(desk: Client, cast: Cast) -> None:
    first, second = PersonFactory(), PersonFactory()
    case, other = begun_for(desk, first), begun_for(desk, second)
    send(desk, "edit", case, grounds="第一位患者的依据")
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.person, case.grounds, case.signer_name) == (first, "第一位患者的依据", first.name)
    assert (other.person, other.grounds) == (second, "")


def test_a_draft_that_nobody_wrote_in_is_taken_up_again(desk: Client, cast: Cast) -> None:
    person = PersonFactory()
    assert begun_for(desk, person) == begun_for(desk, person)


def test_a_draft_stands_in_the_list_before_a_drug_is_chosen(desk: Client, cast: Cast) -> None:
    case = begun_for(desk, PersonFactory())
    shown = desk.get(reverse("eligibility:applications")).content.decode()
    assert case.number in shown
    assert "未选药品" in shown


UNREADABLE = [
    ("diagnosis_code", "c34 左肺"),
    ("application_date", "2026-1"),
    ("hospital", "康安"),
    ("application_date", "1999-01-01"),
    ("application_date", "2026\0-1"),
]


@pytest.mark.parametrize(("name", "text"), UNREADABLE)
def test_what_cannot_be_read_yet_is_kept_as_it_was_typed(desk: Client, cast: Cast, name: str, text: str) -> None:
    case = begun_for(desk, PersonFactory())
    answer = send(desk, "keep", case, usage="每日一次", **{name: text})
    shown = desk.get(reverse("eligibility:edit", args=[case.pk])).content.decode()
    assert (answer.status_code, bool(answer.json()["notes"])) == (200, True)
    assert text.replace("\0", "") in shown
    assert "每日一次" in shown


def test_what_was_put_right_is_read_again(desk: Client, cast: Cast) -> None:
    case = begun_for(desk, PersonFactory())
    send(desk, "keep", case, diagnosis_code="c34 左肺")
    case.refresh_from_db()
    send(desk, "keep", case, diagnosis_code="C34.900")
    case.refresh_from_db()
    assert (case.diagnosis_code, case.unread) == ("C34.900", {})


def test_what_cannot_be_read_is_not_signed(desk: Client, draft: TreatmentApplication, cast: Cast, today: date) -> None:
    hand_in(draft, cast.physician, today)
    answer = send(desk, "edit", draft, diagnosis_code="c34 左肺", sign="yes")
    draft.refresh_from_db()
    assert (answer.status_code, draft.state, draft.unread) == (422, "draft", {"diagnosis_code": "c34 左肺"})


def test_an_older_tab_does_not_keep_over_what_another_wrote(desk: Client, draft: TreatmentApplication) -> None:
    send(desk, "keep", draft, grounds="另一窗口的依据")
    answer = send(desk, "keep", draft, usage="每日两次")
    draft.refresh_from_db()
    assert (answer.status_code, draft.grounds) == (409, "另一窗口的依据")


def test_an_older_tab_that_saves_is_shown_both_texts_field_by_field(desk: Client, draft: TreatmentApplication) -> None:
    send(desk, "keep", draft, grounds="另一窗口的依据")
    answer = send(desk, "edit", draft, usage="每日两次")
    shown = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert answer.status_code == 409
    assert f"申请依据 别的窗口保存的：另一窗口的依据 这里填写的：{draft.grounds}" in shown
    assert f"药品用法及疗程 别的窗口保存的：{draft.usage} 这里填写的：每日两次" in shown
    assert "疾病诊断 别的窗口" not in shown


def test_having_seen_both_the_physician_keeps_his_own(desk: Client, draft: TreatmentApplication) -> None:
    send(desk, "keep", draft, grounds="另一窗口的依据")
    answer = send(desk, "edit", draft, usage="每日两次")
    (version,) = re.findall(r'name="version" value="(\d+)"', answer.content.decode())
    assert send(desk, "edit", draft, usage="每日两次", version=version).status_code == 302
    draft.refresh_from_db()
    assert draft.usage == "每日两次"


def test_what_came_late_is_held_against_what_another_window_wrote_meanwhile(
    desk: Client, draft: TreatmentApplication
) -> None:
    edit = reverse("eligibility:edit", args=[draft.pk])
    (mark, *_) = re.findall(r'name="opened_by" value="([^"]+)"', desk.get(edit).content.decode())
    fields = filled(draft, usage="每日两次") | {"opened_by": mark}
    sign_in = Client().post(edit, fields, headers={"Accept": "text/html"})
    send(desk, "keep", draft, grounds="另一窗口的依据")
    place = sign_in.url.partition("ticket%3D")[2]
    shown = desk.get(edit, {"ticket": place}).content.decode()
    assert "登录已过期，刚才的“保存申请”没有办理。" in shown
    assert "别的窗口保存的：另一窗口的依据" in shown


def test_a_signature_of_the_patient_bears_his_name(desk: Client, draft: TreatmentApplication, cast: Cast) -> None:
    answer = send(desk, "edit", draft, signer_name="程海涛", identity_checked="on", sign="yes")
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (422, "draft")
    assert f"签字人姓名应为“{draft.person.name}”" in answer.content.decode()


def test_a_draft_can_be_thrown_away_and_reaches_nobody(desk: Client, draft: TreatmentApplication, cast: Cast) -> None:
    assert "丢弃草稿" in desk.get(reverse("eligibility:edit", args=[draft.pk])).content.decode()
    desk.post(reverse("eligibility:discard_application", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    assert browser_of(cast.clerk).get(reverse("eligibility:case", args=[draft.pk])).status_code == 404


def test_a_draft_without_a_drug_that_was_thrown_away_can_still_be_read(desk: Client, cast: Cast) -> None:
    case = begun_for(desk, PersonFactory())
    desk.post(reverse("eligibility:discard_application", args=[case.pk]))
    for address in (reverse("eligibility:case", args=[case.pk]), reverse("eligibility:applications")):
        assert desk.get(address).status_code == 200


@pytest.fixture
def kangan(today: date) -> Institution:
    return PharmacyFactory(name="康安大药房", area=AreaFactory(code="430111", name="雨花区"))


@pytest.mark.parametrize(
    "words", ["康安", "大药房 雨花", "kangan", "kadyf", "雨花区", "{code}", "{code} 随便写的", "p{digits}"]
)
def test_a_pharmacy_is_chosen_by_a_part_of_its_name_its_sound_its_area_or_its_code(
    desk: Client, cast: Cast, kangan: Institution, words: str
) -> None:
    case = begun_for(desk, PersonFactory())
    send(desk, "edit", case, pharmacy=words.format(code=kangan.code, digits=kangan.code[1:]))
    case.refresh_from_db()
    assert case.pharmacy == kangan


def test_of_several_pharmacies_one_is_chosen_beneath_what_was_typed(
    desk: Client, cast: Cast, kangan: Institution
) -> None:
    other = PharmacyFactory(name="康安大药房二店")
    case = begun_for(desk, PersonFactory())
    page = send(desk, "edit", case, pharmacy="康安", hospital="").content.decode()
    assert "定点机构不止一家，请在下面选一家" in page
    assert page.count('name="pharmacy-of"') == 2
    case.refresh_from_db()
    send(desk, "edit", case, pharmacy="康安", **{"pharmacy-of": other.code})
    case.refresh_from_db()
    assert case.pharmacy == other


def test_words_that_mean_no_pharmacy_stay_as_they_were_typed(desk: Client, cast: Cast, kangan: Institution) -> None:
    case = begun_for(desk, PersonFactory())
    page = send(desk, "edit", case, pharmacy="不存在").content.decode()
    assert "没有名称、拼音或所在区划符合“不存在”的定点机构" in page
    assert 'value="不存在"' in page


def test_a_pharmacy_without_an_agreement_is_not_meant_by_its_name(
    desk: Client, cast: Cast, kangan: Institution
) -> None:
    kangan.agreements.all().delete()
    case = begun_for(desk, PersonFactory())
    assert "符合“康安”的定点机构" in send(desk, "edit", case, pharmacy="康安").content.decode()
