"""How the counter begins: by a number, a name or a scan, and what leads on where nothing can be sold."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eligibility.entitlements.models import Suspension
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.deeds import FIND
from eligibility.prescriptions.models import Prescription
from kit.period import Period
from province.events.models import Event
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from settlement.claims.words import ReversalReason
from settlement.counter.rules.orders import pack_code
from tests.factories.settlement import SignedPrescriptionFactory
from tests.settlement.scene import DAY, NOON, Scene

pytestmark = pytest.mark.django_db
FIND_PAGE = "/settlement/sale/"


def sale_of(scene: Scene) -> str:
    return reverse("settlement:sale", args=[scene.prescription.pk])


def test_a_prescription_is_found_by_its_number(desk: Browser, scene: Scene) -> None:
    found = desk.post(reverse("settlement:find"), {"rxno": f" {scene.prescription.pk} "})
    assert found["Location"] == sale_of(scene)


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


@pytest.mark.parametrize("typed", [str, str.lower, wide, lambda number: f" {number[:6]} {number[6:]}\t"])
def test_a_prescription_is_found_by_its_patient_however_the_number_is_typed(
    desk: Browser, scene: Scene, typed: Callable[[str], str]
) -> None:
    for number in (scene.person.identity.reveal(), scene.person.pk, scene.prescription.pk):
        assert desk.post(reverse("settlement:find"), {"rxno": typed(number)})["Location"] == sale_of(scene)


def test_a_prescription_elsewhere_is_shown_to_nobody_who_does_not_know_its_patient(
    elsewhere: Browser, scene: Scene
) -> None:
    page = elsewhere.post(reverse("settlement:find"), {"rxno": scene.prescription.pk})
    assert (len(page.context["matches"].rows), scene.pharmacy.name in page.content.decode()) == (0, False)
    assert elsewhere.post(sale_of(scene), {"begin": "1", "person": "43999999"}).status_code == 404


def test_who_knows_the_patient_is_told_where_she_chose_to_buy(elsewhere: Browser, scene: Scene) -> None:
    number = scene.person.identity.reveal()
    for words in ({"rxno": number}, {"rxno": scene.prescription.pk, "certno": number}):
        page = elsewhere.post(reverse("settlement:find"), words).content.decode()
        assert f"<b>{scene.pharmacy.name}</b>（电话 0731-8888）或 <b>{scene.entitlement.hospital.name}</b>" in page
        assert "变更定点机构" in page
        assert number not in page.replace(f'value="{number}"', "")


@pytest.mark.parametrize("rxno", ["never", "'; --", "\x00", "/../"])
def test_an_unknown_number_stays_on_the_page(desk: Browser, scene: Scene, rxno: str) -> None:
    page = desk.post(reverse("settlement:find"), {"rxno": rxno})
    assert page.status_code == 200
    assert page.context["form"].errors["rxno"]


SCANS: list[Callable[[str], str]] = [
    lambda number: f"https://example.cn/rx?no={number}",
    lambda number: f"]Q3{number}",
    lambda number: f"处方号：{number}",
]


@pytest.mark.parametrize("scan", SCANS)
def test_a_prescriptions_code_leads_to_the_sale_whatever_stands_around_the_number(
    desk: Browser, scene: Scene, scan: Callable[[str], str]
) -> None:
    assert desk.post(FIND_PAGE, {"rxno": scan(scene.prescription.pk)})["Location"] == sale_of(scene)


def named(scene: Scene, name: str) -> None:
    scene.person.name = name
    scene.person.save()


@pytest.mark.parametrize("words", ["罗晓燕", "晓燕", "luoxiaoyan", "lxy"])
def test_a_person_is_found_by_name_and_each_prescription_is_one_step_from_its_sale(
    desk: Browser, scene: Scene, words: str
) -> None:
    named(scene, "罗晓燕")
    page = desk.post(FIND_PAGE, {"rxno": words})
    assert [row.rxno for row in page.context["matches"].rows] == [scene.prescription.pk]
    text = page.content.decode()
    assert f'href="{sale_of(scene)}"' in text
    assert scene.person.identity.reveal() not in text


def test_a_name_finds_who_bought_here_once_her_prescription_is_over(
    desk: Browser, scene: Scene, settled: Callable[[], Claim]
) -> None:
    named(scene, "罗晓燕")
    claim = settled()
    Prescription.objects.update(withdrawn_at=NOON)
    for words in ("罗晓燕", scene.person.pk):
        found = desk.post(FIND_PAGE, {"rxno": words}).context["matches"]
        assert (found.rows, [each.pk for each in found.sales]) == ((), [claim.pk])


@pytest.mark.parametrize("words", ["罗晓燕", "罗", "晓"])
def test_a_name_finds_nobody_who_has_nothing_to_do_with_this_pharmacy(
    elsewhere: Browser, scene: Scene, words: str
) -> None:
    named(scene, "罗晓燕")
    page = elsewhere.post(FIND_PAGE, {"rxno": words})
    assert (page.context["matches"].people, list(page.context["form"].errors)) == (0, ["rxno"])
    assert scene.prescription.pk not in page.content.decode()


def test_a_search_for_a_person_is_kept_without_what_was_typed(desk: Browser, scene: Scene) -> None:
    named(scene, "罗晓燕")
    desk.post(FIND_PAGE, {"rxno": scene.prescription.pk})
    for words in ("罗晓燕", scene.person.pk, "nobody"):
        desk.post(FIND_PAGE, {"rxno": words})
    kept = Event.objects.filter(noun=FIND.noun.word, verb=FIND.verb)
    assert list(kept.order_by("pk").values_list("after", flat=True)) == ["1", "1", "0"]
    assert not any("罗" in str(value) for value in Event.objects.values_list())


@pytest.mark.parametrize("code", ["86404884618625801042", "0106901234567892\x1d21a1b2c3d4e5"])
def test_a_pack_that_comes_back_leads_to_where_it_was_sold(desk: Browser, scene: Scene, code: str) -> None:
    scene.settle(scene.order(scene.line(codes=(pack_code(code),))))
    claim = Claim.objects.get()
    assert desk.post(FIND_PAGE, {"rxno": code})["Location"] == reverse("settlement:claim", args=[claim.pk])


def test_a_pack_sold_elsewhere_leads_nowhere(elsewhere: Browser, scene: Scene) -> None:
    scene.settle(scene.order(scene.line(codes=(pack_code("86404884618625801042"),))))
    page = elsewhere.post(FIND_PAGE, {"rxno": "86404884618625801042"})
    assert page.context["form"].errors["rxno"]


def test_the_address_of_a_sale_that_is_not_for_here_says_how_to_go_on(elsewhere: Browser, scene: Scene) -> None:
    for number in (scene.prescription.pk, "H43010200001269999999999"):
        page = elsewhere.get(reverse("settlement:sale", args=[number]))
        text = page.content.decode()
        assert page.status_code == 404
        assert "患者没有选定本机构" in text
        assert scene.pharmacy.name not in text


def test_what_ends_first_stands_first_and_what_is_begun_is_marked(desk: Browser, scene: Scene) -> None:
    later = scene.another(period=Period(DAY, DAY.replace(day=30)), issued_on=DAY)
    later.settle()
    page = desk.get(FIND_PAGE)
    assert [row.rxno for row, _ in page.context["waiting"]] == [scene.prescription.pk, later.prescription.pk]
    assert page.content.decode().count("已售一部分") == 1


@pytest.mark.parametrize(("left", "is_near"), [(Decimal("15000.00"), False), (Decimal("14999.99"), True)])
def test_who_has_less_than_a_tenth_of_a_limit_left_is_marked(
    desk: Browser, scene: Scene, settled: Callable[[], Claim], left: Decimal, is_near: bool
) -> None:
    settled()
    account = scene.account
    account.pooled_elsewhere = Decimal(150000) - account.pooled_paid - left
    account.save()
    assert ("限额将尽" in desk.get(FIND_PAGE).content.decode()) is is_near


def test_the_first_page_asks_no_more_for_many_than_for_one(desk: Browser, scene: Scene) -> None:
    scene.settle()
    desk.get(FIND_PAGE)
    with CaptureQueriesContext(connection) as one:
        desk.get(FIND_PAGE)
    for _ in range(3):
        other = Scene.of(SignedPrescriptionFactory(entitlement__application__pharmacy=scene.pharmacy), scene.client)
        AnnualAccount.objects.create(person=other.person, insurance_type="310", year=DAY.year)
    with CaptureQueriesContext(connection) as four:
        page = desk.get(FIND_PAGE)
    assert (len(page.context["waiting"]), len(four) - len(one)) == (4, 0)


def test_today_counts_sales_and_reversals_apart(desk: Browser, scene: Scene, settled: Callable[[], Claim]) -> None:
    scene.reverse(settled().pk)
    settled()
    totals = desk.get(FIND_PAGE).context["totals"]
    assert (totals.sales, totals.reversals, str(totals.patient)) == (2, 1, "102.00")


def page_of(desk: Browser, scene: Scene) -> str:
    return desk.get(reverse("eligibility:prescription", args=[scene.prescription.pk])).content.decode()


def test_a_prescriptions_page_leads_to_its_sale_and_says_what_is_left(desk: Browser, scene: Scene) -> None:
    scene.settle()
    text = page_of(desk, scene)
    assert f'class="btn btn-primary" href="{sale_of(scene)}"' in text
    assert "余 2 盒，共 3 盒" in text


def suspended(scene: Scene) -> None:
    Suspension.objects.create(
        entitlement=scene.entitlement, period=Period(DAY, DAY), cause=SuspensionCause.INVESTIGATION
    )


def over(scene: Scene) -> None:
    scene.settle(scene.order(scene.line(Decimal(3))))


def dead(scene: Scene) -> None:
    type(scene.person).objects.update(died_on=DAY.replace(day=20))


WHY_NOT = {
    "暂停": suspended,
    "已全部结算": over,
    "死亡": dead,
    "处方已作废": lambda scene: Prescription.objects.update(withdrawn_at=NOON),
}


@pytest.mark.parametrize(("words", "arrange"), WHY_NOT.items(), ids=WHY_NOT)
def test_a_prescriptions_page_says_why_nothing_can_be_sold(
    desk: Browser, scene: Scene, words: str, arrange: Callable[[Scene], object]
) -> None:
    arrange(scene)
    text = page_of(desk, scene)
    assert "现在不能结算" in text
    assert words in text.partition("现在不能结算")[2].partition("</ul>")[0]
    assert f'class="btn btn-primary" href="{sale_of(scene)}"' not in text


@pytest.mark.parametrize("step", ["reverse", "return_part"])
def test_what_was_taken_back_opens_no_form_and_leads_on(
    desk: Browser, scene: Scene, settled: Callable[[], Claim], step: str
) -> None:
    claim = settled()
    scene.reverse(claim.pk, reason=ReversalReason.RECALL)
    for pk, words in ((claim.pk, "已经整笔撤销"), (Claim.objects.latest("pk").pk, "本身就是撤销记录")):
        answer = desk.get(reverse(f"settlement:{step}", args=[pk]), follow=True)
        assert answer.redirect_chain == [(reverse("settlement:claim", args=[pk]), 302)]
        assert words in answer.content.decode()


def test_a_refused_second_reversal_shows_the_reason_and_no_form(
    desk: Browser, scene: Scene, settled: Callable[[], Claim]
) -> None:
    claim = settled()
    scene.reverse(claim.pk)
    sent = {"reason": "recall", "note": "", "key": "page-9"}
    text = desk.post(reverse("settlement:reverse", args=[claim.pk]), sent).content.decode()
    assert "看这笔结算现在的情况" in text
    assert 'id="reversal"' not in text
