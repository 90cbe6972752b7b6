"""Settling and taking back in the browser."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client as Browser
from django.urls import reverse

from catalog.prices.models import PaymentStandard
from eligibility.people.actions import persons
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from kit.limits import Limit
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.models import Claim
from settlement.claims.queries.claims import find
from settlement.counter.api import wire
from settlement.counter.models import Answer
from settlement.counter.queries.answers import answer_under
from tests.factories.catalog import ProductFactory
from tests.factories.province import AccountFactory
from tests.settlement.scene import Scene
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
Settle = Callable[[], Claim]


def filled(scene: Scene, **changed: str) -> dict[str, str]:
    return {
        "credential": "02",
        "certno": scene.person.identity.reveal(),
        "key": "page-1",
        "price-0": "340.00",
        "packs-0": "1",
        "days-0": "10",
        "codes-0": "81234567890123456789",
        **changed,
    }


def sale_of(scene: Scene) -> str:
    return reverse("settlement:sale", args=[scene.prescription.pk])


def settle_of(scene: Scene) -> str:
    return reverse("settlement:settle", args=[scene.prescription.pk])


def test_looking_for_a_patient_is_on_record_and_cannot_be_done_without_end(
    desk: Browser, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persons, "SEARCHES", Limit("few", 2, 3600))
    numbers = ["43999999", scene.person.pk, "43999998"]
    answers = [desk.post(reverse("settlement:find"), {"rxno": number}).status_code for number in numbers]
    assert answers == [200, 302, 429]
    assert list(Event.objects.filter(verb="find").order_by("pk").values_list("after", flat=True)) == ["0", "1"]


def test_an_emergency_is_settled_elsewhere_at_the_page(elsewhere: Browser, scene: Scene) -> None:
    opened = {"begin": "1", "person": scene.person.pk, "elsewhere": "emergency"}
    form = elsewhere.post(sale_of(scene), opened).context["form"]
    assert (form.is_bound, form["elsewhere"].value()) == (False, "emergency")
    without = elsewhere.post(sale_of(scene), filled(scene, person=scene.person.pk))
    assert list(without.context["form"].errors) == ["elsewhere"]
    sold = filled(scene, person=scene.person.pk, elsewhere="emergency")
    assert elsewhere.post(settle_of(scene), sold).status_code == 302
    assert Claim.objects.get().warnings == ["ELSEWHERE_EMERGENCY"]


@pytest.mark.parametrize("price", ["３４０．００", " 340.00 ", "¥340.00", "340.00元"])
def test_an_amount_is_read_as_people_write_it(desk: Browser, scene: Scene, price: str) -> None:
    page = desk.post(sale_of(scene), filled(scene, **{"price-0": price, "packs-0": "１", "days-0": " 10"}))
    assert str(page.context["preview"].sums.total) == "340.00"


def test_the_last_price_here_is_filled_in_and_marked(desk: Browser, scene: Scene, settled: Settle) -> None:
    settled()
    page = desk.get(sale_of(scene)).content.decode()
    assert 'name="price-0" value="340.00"' in page
    assert "已自动填入" in page


@pytest.mark.parametrize(("packs", "code"), [("1", ""), ("2", "TRACE_CODE_COUNT")])
def test_one_scan_with_a_separator_is_one_pack(desk: Browser, scene: Scene, packs: str, code: str) -> None:
    scan = "0106901234567892\x1d21A1B2C3D4E5"
    errors = desk.post(sale_of(scene), filled(scene, **{"packs-0": packs, "codes-0": scan})).context["form"].errors
    assert [each.code for each in errors.as_data().get("codes-0", [])] == ([code] if code else [])


def test_the_receipt_of_a_reversal_says_what_to_give_back(desk: Browser, scene: Scene, settled: Settle) -> None:
    scene.reverse(settled().pk)
    page = desk.get(reverse("settlement:receipt", args=[Claim.objects.latest("pk").pk])).content.decode()
    assert "本次应退还个人" in page
    assert "本次应由个人支付" not in page


def test_the_receipt_has_the_codes(desk: Browser, scene: Scene) -> None:
    desk.post(settle_of(scene), filled(scene))
    assert (
        "<li>81234567890123456789</li>"
        in desk.get(reverse("settlement:receipt", args=[Claim.objects.get().pk])).content.decode()
    )


def test_anothers_prescription_is_not_found(scene: Scene, stranger: Account) -> None:
    assert browser_of(stranger).get(sale_of(scene)).status_code == 404
    assert browser_of(stranger).post(settle_of(scene), filled(scene)).status_code == 404


def test_the_form_knows_what_is_left(desk: Browser, scene: Scene, settled: Settle) -> None:
    settled()
    assert 'name="packs-0" value="2"' in desk.get(sale_of(scene)).content.decode()


def test_a_preview_explains_and_stores_nothing(desk: Browser, scene: Scene) -> None:
    page = desk.post(sale_of(scene), filled(scene))
    preview = page.context["preview"]
    assert (str(preview.sums.patient), Claim.objects.count(), Answer.objects.count()) == ("102.00", 0, 0)
    assert preview.entries[0].sentence in page.content.decode()


def test_a_page_tries_no_more_prices_than_a_program(desk: Browser, scene: Scene, settings: Any) -> None:
    PaymentStandard.objects.update(confidential=True)
    settings.API_PRICES_A_DAY = 1
    pages = [desk.post(sale_of(scene), filled(scene, **{"price-0": price})) for price in ("340.00", "339.00")]
    assert pages[0].context["preview"] is not None
    assert "还可试 0 个不同的价格" in pages[0].content.decode()
    assert [each.code for each in pages[1].context["form"].errors.as_data()["price-0"]] == ["PRICES_TRIED"]


def test_a_confirmed_sale_tries_a_price_as_well(desk: Browser, scene: Scene, settings: Any) -> None:
    PaymentStandard.objects.update(confidential=True)
    settings.API_PRICES_A_DAY = 1
    desk.post(settle_of(scene), filled(scene, **{"price-0": "600.00"}))
    page = desk.post(settle_of(scene), filled(scene, **{"price-0": "500.00"}))
    assert [each.code for each in page.context["form"].errors.as_data()["price-0"]] == ["PRICES_TRIED"]


def test_whoever_works_for_no_institution_yet_is_told_so(scene: Scene) -> None:
    desk = browser_of(AccountFactory(role=Role.PHARMACIST, area=None))
    assert desk.get(sale_of(scene)).status_code == 403
    assert desk.post(reverse("settlement:find"), {"rxno": scene.prescription.pk}).status_code == 403


def test_an_inpatients_prescription_is_not_for_the_pharmacy_that_she_chose(desk: Browser, scene: Scene) -> None:
    Prescription.objects.update(setting="inpatient")
    assert desk.get(sale_of(scene)).status_code == 404


def test_a_confirmed_sale_is_settled_once_however_often_it_is_sent(desk: Browser, scene: Scene) -> None:
    sent = [desk.post(settle_of(scene), filled(scene)) for _ in range(2)]
    claim = Claim.objects.get()
    assert [each["Location"] for each in sent] == [reverse("settlement:claim", args=[claim.pk])] * 2


def test_a_sale_of_all_that_is_left_sent_again_leads_to_its_claim(desk: Browser, scene: Scene) -> None:
    everything = filled(
        scene, **{"packs-0": "3", "codes-0": "81234567890123456781 81234567890123456782 81234567890123456783"}
    )
    sent = [desk.post(settle_of(scene), everything) for _ in range(2)]
    assert [page["Location"] for page in sent] == [reverse("settlement:claim", args=[Claim.objects.get().pk])] * 2


def test_a_line_used_up_since_is_not_taken_for_the_next(desk: Browser, scene: Scene) -> None:
    first = scene.prescription.lines.get()
    first.dispensed, first.dispensed_on = first.quantity, first.prescription.first_day
    first.save()
    PrescriptionLine.objects.create(
        prescription=scene.prescription,
        position=2,
        product=ProductFactory(),
        quantity=3,
        supply_days=1,
        dose=Decimal(1),
        usage="每日一次",
    )
    other = {f"{name}-1": value for name, value in {"price": "10.00", "packs": "0", "days": "10", "codes": ""}.items()}
    page = desk.post(settle_of(scene), filled(scene, **other))
    assert [line.product for line in page.context["form"].order().lines] == [scene.product.code]


def test_what_was_settled_at_a_page_the_api_gives_again_word_for_word(desk: Browser, scene: Scene) -> None:
    desk.post(settle_of(scene), filled(scene))
    answer = answer_under(key="page-1", by=scene.caller)
    settled = find(claim=Claim.objects.get().pk, institution=scene.pharmacy.pk)
    assert (answer.status, answer.body) == (201, wire.settled_text(settled))


def test_a_refused_sale_sent_again_is_refused_in_the_same_words_beside_the_same_field(
    desk: Browser, scene: Scene
) -> None:
    sent = [desk.post(settle_of(scene), filled(scene, **{"days-0": "90"})) for _ in range(2)]
    fresh, stored = (page.context["form"].errors for page in sent)
    assert (Answer.objects.count(), list(stored)) == (1, ["days-0"])
    assert stored == fresh
    assert answer_under(key="page-1", by=scene.caller).body.count("drugdetail[0].prd_days") == 1


def test_a_key_of_another_sale_settles_nothing(desk: Browser, scene: Scene) -> None:
    desk.post(settle_of(scene), filled(scene))
    assert "KEY_REUSED" in desk.post(settle_of(scene), filled(scene, **{"days-0": "9"})).content.decode()
    assert Claim.objects.count() == 1


def test_the_event_names_the_person_at_the_counter(desk: Browser, scene: Scene, pharmacist: Account) -> None:
    desk.post(settle_of(scene), filled(scene))
    event = Event.objects.get(noun="claim")
    assert (event.actor, event.actor_name, event.role, event.source_ip) == (
        pharmacist,
        "钟药师",
        "pharmacist",
        "127.0.0.1",
    )


REFUSED = {
    "the wrong person": ({"certno": "11010519491231002X"}, "certno", "PERSON_UNKNOWN"),
    "a number that is none": ({"certno": "11010519491231002Y"}, "certno", "IDENTITY_CHARACTERS"),
    "no code": ({"codes-0": ""}, "codes-0", "TRACE_CODES_MISSING"),
    "too few codes": ({"packs-0": "2"}, "codes-0", "TRACE_CODE_COUNT"),
    "too many packs": ({"packs-0": "9"}, "packs-0", "PRESCRIPTION_USED_UP"),
    "a price above the standard": ({"price-0": "400.00"}, "price-0", "CHARGE_ABOVE_STANDARD"),
    "an amount in words": ({"price-0": "1e2"}, "price-0", "AMOUNT_NOT_PLAIN"),
    "nothing sold": ({"packs-0": "0"}, "__all__", "NOTHING_SOLD"),
    "a code that is none": ({"codes-0": "追溯码"}, "codes-0", "TRACE_CODE_IS_FILLER"),
    "half a day": ({"days-0": "0.5"}, "days-0", "AMOUNT_TOO_FINE"),
    "no day at all": ({"days-0": "0"}, "days-0", "min_value"),
}


@pytest.mark.parametrize(("changed", "field", "code"), REFUSED.values(), ids=REFUSED)
def test_a_refused_sale_says_so_beside_the_field_and_stores_no_claim(
    desk: Browser, scene: Scene, changed: dict[str, str], field: str, code: str
) -> None:
    for address in (sale_of(scene), settle_of(scene)):
        page = desk.post(address, filled(scene, **changed))
        errors = page.context["form"].errors.as_data()
        assert page.status_code == 200
        assert errors
        assert not code or code in [each.code for each in errors.get(field, [])], errors
    assert Claim.objects.count() == 0


def test_a_settlement_is_taken_back_with_its_reason(desk: Browser, settled: Settle) -> None:
    claim = settled()
    address = reverse("settlement:reverse", args=[claim.pk])
    key = re.search(r'name="key" value="(page-[0-9a-f]{32})"', desk.get(address).content.decode())
    assert key is not None
    sent = [desk.post(address, {"reason": "quality", "note": "包装破损", "key": key[1]}) for _ in range(2)]
    reversal = Claim.objects.get(reverses=claim)
    assert [each["Location"] for each in sent] == [reverse("settlement:claim", args=[reversal.pk])] * 2
    assert (reversal.reversal_reason, reversal.reason, reversal.total) == ("quality", "包装破损", -claim.total)
    assert "请退还患者 102.00 元" in desk.get(sent[0]["Location"]).content.decode()


def test_a_second_reversal_is_refused_in_the_form(desk: Browser, scene: Scene, settled: Settle) -> None:
    claim = settled()
    scene.reverse(claim.pk)
    page = desk.post(reverse("settlement:reverse", args=[claim.pk]), {"reason": "recall", "key": "page-2"})
    errors: Any = page.context["form"].errors.as_data()
    assert [each.code for each in errors["__all__"]] == ["ALREADY_REVERSED"]


def test_a_reversal_without_a_reason_is_none(desk: Browser, settled: Settle) -> None:
    address = reverse("settlement:reverse", args=[settled().pk])
    for reason, field in (("", "reason"), ("other", "note")):
        page = desk.post(address, {"reason": reason, "note": " ", "key": "page-2"})
        assert list(page.context["form"].errors) == [field]


def test_a_disabled_account_settles_nothing(desk: Browser, scene: Scene, pharmacist: Account) -> None:
    pharmacist.is_active = False
    pharmacist.save()
    assert desk.post(settle_of(scene), filled(scene)).status_code == 302
    assert Claim.objects.count() == 0


def test_a_sale_confirmed_after_the_session_is_not_made_and_is_filled_in_again(desk: Browser, scene: Scene) -> None:
    (mark, *_) = re.findall(r'name="opened_by" value="([^"]+)"', desk.get(sale_of(scene)).content.decode())
    sign_in = Browser().post(settle_of(scene), {**filled(scene), "opened_by": mark}, headers={"Accept": "text/html"})
    place = unquote(sign_in.url.partition("next=")[2])
    shown = desk.get(place).content.decode()
    assert (Claim.objects.count(), place.partition("?")[0]) == (0, sale_of(scene))
    assert scene.person.identity.reveal() not in place
    assert "登录已过期，刚才的“结算”没有办理。" in shown
    for value in ("340.00", "81234567890123456789", "page-1"):
        assert value in shown


def test_a_preview_can_be_loaded_again_and_gone_back_to(desk: Browser, scene: Scene) -> None:
    answer = desk.post(sale_of(scene), filled(scene), headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert "预结算结果" in desk.get(answer.url).content.decode()


def test_the_address_that_settles_leads_to_the_sale(desk: Browser, scene: Scene) -> None:
    assert desk.get(settle_of(scene)).url == sale_of(scene)


def test_a_part_is_given_back_at_the_page_and_it_says_how_much(desk: Browser, scene: Scene) -> None:
    codes = "86404884618625801041 86404884618625801042"
    desk.post(settle_of(scene), filled(scene, **{"packs-0": "2", "codes-0": codes}))
    address = reverse("settlement:return_part", args=[Claim.objects.get().pk])
    assert "86404884618625801042" in desk.get(address).content.decode()
    sent = desk.post(address, {"back-1": "86404884618625801042", "reason": "recall", "note": "", "key": "page-2"})
    assert "请退还患者 102.00 元" in desk.get(sent["Location"]).content.decode()
    assert Claim.objects.latest("pk").total == 340
    refused = desk.post(address, {"back-1": "86404884618625801042", "reason": "recall", "note": "", "key": "page-3"})
    assert [each.code for each in refused.context["form"].errors.as_data()["__all__"]] == ["ALREADY_REVERSED"]
