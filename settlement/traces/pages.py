"""The list of products that may be sold without a code, and what an institution has of them."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kit.clock import today
from kit.pages.table import Column, Table
from kit.templatetags import words
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Step, perform
from province.staff.words import Role
from settlement.claims.pages.roles import COUNTER, READERS
from settlement.counter.errors import NoInstitution
from settlement.traces import actions, queries
from settlement.traces.forms import EndForm, ListingForm, StockForm

# Who says which products have packs without codes.
KEEPERS = frozenset({Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY})


class UncodedTable(Table):
    caption = "无码库"
    columns = (
        Column("product.drug.generic_name", "药品"),
        Column("product.specification", "规格"),
        Column("product.manufacturer.name", "生产企业"),
        Column("product_id", "医保药品编码", sort="product_id"),
        Column("first_day", "起始日", show=words.day),
        Column("last_day", "截止日", show=words.day),
        Column("document", "文件号"),
    )
    order = "product_id"
    export_name = "无码库"
    empty = "无码库里没有药品。"
    hint = "列入之前，没有追溯码的药品一律不能结算。"


class KeptTable(UncodedTable):
    """For those who keep it: a row opens what ends it."""

    opens = "settlement:uncoded_end"


@page(roles=READERS | KEEPERS)
def uncoded_products(request: HttpRequest) -> HttpResponseBase:
    """Show the products that may be or might have been sold without a code."""
    keeps = who(request).role in KEEPERS
    table = (KeptTable if keeps else UncodedTable)(request, queries.every_listing())
    return table.respond("settlement/uncoded.html", keeps=keeps)


def _step(title: str, button: str, consequence: str, success: str, demand: str, back: str) -> Step:
    address = reverse(back)
    return Step(title, button, consequence, success, address, (("无码库", address),), demand)


@page(roles=KEEPERS)
def uncoded_list(request: HttpRequest) -> HttpResponseBase:
    """Put a product on the list."""
    consequence = "列入期间，各机构申报过的赋码前库存可以无码结算，每笔提醒经办核查。"
    step = _step("列入无码库", "列入", consequence, "已列入无码库。", "uncoded_product.list", "settlement:uncoded")
    do = partial(actions.list_product, by=who(request), on=today())
    return perform(request, ListingForm(form_data(request)), step, lambda values: do(**values))


@page(roles=KEEPERS)
def uncoded_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let the list end for a product."""
    row = get_object_or_404(queries.every_listing(), pk=pk)
    consequence = f"末日之后，{row.product} 没有追溯码不能结算。"
    step = _step("移出无码库", "移出", consequence, "已移出无码库。", "uncoded_product.end", "settlement:uncoded")
    do = partial(actions.end, row=row, by=who(request), on=today())
    form = EndForm(form_data(request), from_system={"last_day": today()})
    return perform(request, form, step, lambda values: do(**values))


@page(roles=COUNTER)
def uncoded_stock(request: HttpRequest) -> HttpResponse:
    """Show the institution what it may sell without a code, and what of it is left."""
    rows = queries.stock_of(institution=_institution(request).pk, on=today())
    return render(request, "settlement/uncoded_stock.html", {"stocks": rows})


@page(roles=COUNTER)
def uncoded_declare(request: HttpRequest) -> HttpResponseBase:
    """Say how many packs without codes there are."""
    consequence = "申报的库存可以无码结算，售完为止；不实申报按医保协议处理。"
    step = _step("申报无码库存", "申报", consequence, "已申报。", "uncoded_stock.declare", "settlement:uncoded_stock")
    do = partial(actions.declare, institution=_institution(request), by=who(request), on=today())
    form = StockForm(form_data(request), on=today())
    return perform(request, form, step, lambda values: do(**values))


def _institution(request: HttpRequest) -> Institution:
    """The institution that the account works for. Raises NoInstitution."""
    institution = institution_of(who(request))
    if institution is None:
        raise NoInstitution
    return institution
