"""One product: admission, prices, history; and what the catalogue administrator does to it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from acts.rules import Verdict, judge
from catalog.admissions import actions as admissions
from catalog.admissions.forms import AdmissionEndForm, AdmissionForm
from catalog.admissions.queries import with_admission_on
from catalog.admissions.rules import ADMISSION_RULES
from catalog.drugs.pages.shown import listed_price_shown, price_shown, standard_shown
from catalog.prices import actions as prices
from catalog.prices.forms import NationalStandardForm, PriceForm
from catalog.prices.queries import priced_on, shown_prices
from catalog.prices.rules.standards import visible_amount
from catalog.products import actions as products
from catalog.products.deeds import PRODUCT
from catalog.products.forms import CorrectForm, DescribeForm, values_of
from catalog.products.models import Product, ProductTerms
from catalog.products.queries import terms_on, visible_to
from kit.clock import today
from kit.forms import PageForm
from kit.pages.as_of import asked_day
from province.frame.access import ANYONE, page, who
from province.frame.cloakroom import form_data
from province.frame.history import moments
from province.frame.steps import Action, Step, perform
from province.law.queries.policy import current_policy
from province.proposals.actions import Figure, propose
from province.proposals.cycle import CURATORS
from province.proposals.queries import waiting
from province.staff.models import Account
from province.staff.words import Role

STANDARDS = (prices.NationalStandard.word, prices.ProvincialStandard.word)
PROPOSED = "提出之后由另一名工作人员确认，确认之前结算不按它；确认后自起始日起执行，已经结算的不变。"


@page(roles=ANYONE)
def product(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Show a product with its prices and admissions of the day asked for, as the reader may see them."""
    role, day = who(request).role, asked_day(request)
    row = get_object_or_404(with_admission_on(day, priced_on(day, visible_to(who(request)))), pk=pk)
    prices = shown_prices(row, role)
    standards = list(row.paymentstandards.order_by("-first_day"))
    secret = any(standard.confidential for standard in standards)
    context = {
        "product": row,
        "terms": terms_on(row, day),
        "history_of_terms": row.terms.order_by("-first_day"),
        "day": day,
        "standard": standard_shown(prices),
        "listed_price": listed_price_shown(prices),
        "admissions": row.admissions.order_by("-first_day"),
        "standards": [(s, _as_seen(s.amount, s.confidential, role)) for s in standards],
        "listed_prices": [(p, _as_seen(p.amount, secret, role)) for p in row.listedprices.order_by("-first_day")],
        "curates": role == Role.CATALOG_ADMIN,
        "proposals": waiting(who(request), *STANDARDS).filter(terms__code=row.pk),
        "history": moments(PRODUCT, number=row.pk),
    }
    return render(request, "catalog/product.html", context)


def _as_seen(amount: Decimal, secret: bool, role: str) -> str:
    return price_shown(visible_amount(amount, secret, role), secret)


def _perform(
    request: HttpRequest,
    pk: str,
    form: PageForm,
    words: tuple[str, str, str],
    do: Action,
    tone: str = "primary",
    verdicts: tuple[Verdict, ...] = (),
    act: str = "",
    about: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """The page of a step on the product; words are title, consequence and article.

    `act` is before what is proposed, `about` what the step is done to, where that is not the product itself.
    """
    row: Product = get_object_or_404(visible_to(who(request)), pk=pk)
    title, consequence, source = words
    back = reverse("catalog:product", args=[pk])
    crumbs = ((str(row.drug), reverse("catalog:drug", args=[row.drug_id])), (row.code, back))
    facts = {"产品": str(row), "包装": row.pack, "编码": row.code}
    step = Step(
        f"{act}{title} {row.code}",
        act or title,
        consequence,
        f"{row} 已{act}{title}。",
        back,
        crumbs,
        source,
        tone,
        facts=facts,
        verdicts=verdicts,
    )
    return perform(
        request, form, step, lambda values: do(**(about or {"product": row}), by=who(request), on=today(), **values)
    )


@page(roles=[Role.CATALOG_ADMIN])
def admit(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Admit a product, with what stands today of the conditions beside the form."""
    words = ("准入", "该产品自起始日起按{separate_payment}结算，至药品有效期截止。", "product.admit")
    form = AdmissionForm(form_data(request), from_system={"first": today()})
    return _perform(request, pk, form, words, admissions.admit, verdicts=_verdicts(pk, today()))


def _verdicts(pk: str, day: date) -> tuple[Verdict, ...]:
    """What stands today of the conditions that need no form."""
    facts = admissions.facts(get_object_or_404(Product, pk=pk), day, day)
    verdicts = judge(ADMISSION_RULES, facts, current_policy())
    return tuple(verdict for verdict in verdicts if verdict.field == "product")


@page(roles=[Role.CATALOG_ADMIN])
def end_admission(request: HttpRequest, pk: str) -> HttpResponseBase:
    """End a product's admission after a day."""
    consequence = (
        "末个准入日之后该产品不再{separate_payment}；药品仍在目录内，其他企业的产品不受影响，使用该产品的患者经责任医师认定、"
        "医院确认后可换用。没有其他准入产品的，药品页会提示将药品一并直接调出。"
    )
    words = ("退出", consequence, "product.end_admission")
    form = AdmissionEndForm(form_data(request), from_system={"last_day": today()})
    return _perform(request, pk, form, words, admissions.end, tone="danger")


@page(roles=CURATORS)
def set_standard(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Propose the payment standard that the province sets from a day on."""
    words = ("支付标准", PROPOSED, "product.set_standard")
    form = PriceForm(form_data(request), from_system={"first": today()})
    return _propose(
        request, pk, form, words, lambda product, answers: prices.ProvincialStandard(product.pk, answers["amount"])
    )


@page(roles=CURATORS)
def take_over_standard(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Propose the standard that the national agreement gives the product, for the agreement's days."""
    words = ("国家支付标准", f"按国家协议的期限执行。{PROPOSED}", "product.take_over_standard")
    return _propose(
        request,
        pk,
        NationalStandardForm(form_data(request)),
        words,
        lambda product, answers: prices.NationalStandard(product.pk, answers["amount"], answers["confidential"]),
    )


def _propose(
    request: HttpRequest,
    pk: str,
    form: PageForm,
    words: tuple[str, str, str],
    figure_of: Callable[[Product, Mapping[str, Any]], Figure],
) -> HttpResponseBase:
    """The page on which a standard of the product is proposed, for another account to confirm."""

    def do(*, product: Product, by: Account, on: date, **answers: Any) -> object:
        figure = figure_of(product, answers)
        return propose(figure=figure, first=answers["first"], document=answers["document"], by=by, on=on)

    return _perform(request, pk, form, words, do, act="提出")


@page(roles=[Role.CATALOG_ADMIN])
def set_listed_price(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Enter the platform's price from a day on."""
    consequence = "自起始日起，低于支付标准的按此价结算，原价格到前一日为止；已结算的不变。"
    words = ("登记挂网价", consequence, "product.set_listed_price")
    form = PriceForm(form_data(request), from_system={"first": today()})
    return _perform(request, pk, form, words, prices.set_listed_price)


@page(roles=[Role.CATALOG_ADMIN])
def describe(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Enter what label and maker say from a day on; the form begins with what holds today."""
    consequence = "自起始日起按新说明办理，原说明到前一日为止；已受理的申请和已结算的不变。"
    terms = terms_on(get_object_or_404(Product, pk=pk), today())
    form = DescribeForm(form_data(request), initial=values_of(terms) if terms else {})
    return _perform(request, pk, form, ("登记产品说明", consequence, "product.describe"), products.describe)


@page(roles=[Role.CATALOG_ADMIN])
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put right what was entered wrongly, for all the days of the row."""
    terms: ProductTerms = get_object_or_404(ProductTerms, pk=pk)
    consequence = f"{terms.period} 的说明整段更正，办理记录保留更正前后的文字和原因。"
    form = CorrectForm(form_data(request), initial=values_of(terms))
    words = ("更正产品说明", consequence, "product.describe")
    return _perform(request, terms.product_id, form, words, products.correct, about={"terms": terms})
