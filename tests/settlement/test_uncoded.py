"""Stock without trace codes: a dated list that officials keep, and what each institution declares."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from kit.errors import ConstraintBroken, DomainError
from kit.period import Period
from province.staff.words import Role
from settlement.traces.actions import declare, end, list_product
from settlement.traces.errors import EndedAlready, LessThanSold, NotListedUncoded
from settlement.traces.models import UncodedProduct, UncodedStock
from tests.factories.catalog import ProductFactory
from tests.factories.physicians import StaffFactory
from tests.factories.province import AccountFactory
from tests.factories.settlement import UncodedProductFactory, UncodedStockFactory
from tests.support.browsers import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
DAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def a_stock(used: int) -> UncodedStock:
    stock: UncodedStock = UncodedStockFactory(product=UncodedProductFactory().product, declared=20, used=used)
    return stock


def declared(stock: UncodedStock, packs: int) -> UncodedStock:
    return declare(institution=stock.institution, product=stock.product, packs=packs, by=AccountFactory(), on=DAY)


def test_what_is_declared_anew_replaces_what_was_said_and_keeps_what_was_sold() -> None:
    stock = declared(a_stock(used=15), 3)
    assert (stock.declared, stock.used, UncodedStock.objects.count()) == (30, 15, 1)


def listed_twice() -> None:
    row = UncodedProductFactory()
    list_product(product=row.product, period=Period(DAY, None), document="演示", by=AccountFactory(), on=DAY)


def ended_in_the_past() -> None:
    end(row=UncodedProductFactory(), last_day=date(2026, 11, 22), by=AccountFactory(), on=DAY)


REFUSED: dict[str, tuple[Callable[[], object], type[DomainError]]] = {
    "less than was sold of it": (lambda: declared(a_stock(used=15), 1), LessThanSold),
    "a product that is not on the list": (lambda: declared(UncodedStockFactory(), 1), NotListedUncoded),
    "a product that is on the list": (listed_twice, ConstraintBroken),
    "an end in the past": (ended_in_the_past, EndedAlready),
}


@pytest.mark.parametrize(("work", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_untrue_is_refused(work: Callable[[], object], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        work()


def test_an_administrator_lists_a_product_and_ends_it() -> None:
    desk, product = browser_of(AccountFactory(role=Role.CATALOG_ADMIN)), ProductFactory()
    form = {"product": product.pk, "period_first": "2026-11-23", "period_last": "", "document": "湘医保〔2026〕1号"}
    assert desk.post(reverse("settlement:uncoded_list"), form).status_code == 302
    row = UncodedProduct.objects.get()
    assert product.drug.generic_name in desk.get(reverse("settlement:uncoded")).content.decode()
    desk.post(reverse("settlement:uncoded_end", args=[row.pk]), {"last_day": "2026-11-24"})
    row.refresh_from_db()
    assert row.period == Period(DAY, TOMORROW)


@pytest.fixture
def pharmacy_desk() -> Browser:
    return browser_of(StaffFactory(account__role=Role.PHARMACIST).account)


def test_a_pharmacy_declares_what_is_listed(pharmacy_desk: Browser) -> None:
    product = UncodedProductFactory().product
    address = reverse("settlement:uncoded_declare")
    assert pharmacy_desk.post(address, {"product": product.pk, "packs": "2"}).status_code == 302
    assert UncodedStock.objects.get().declared == 2 * product.units_per_pack
    page = pharmacy_desk.get(reverse("settlement:uncoded_stock")).content.decode()
    assert 'data-label="还可售" class="num">2</td>' in page


def test_a_pharmacy_keeps_no_list(pharmacy_desk: Browser) -> None:
    assert pharmacy_desk.get(reverse("settlement:uncoded")).status_code == 200
    assert pharmacy_desk.get(reverse("settlement:uncoded_list")).status_code == 403
