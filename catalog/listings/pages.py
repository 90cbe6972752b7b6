"""Listing, renewing and removing a drug, by the catalogue administrator."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from catalog.drugs.models import Drug
from catalog.drugs.queries import visible_to
from catalog.listings import actions as listings
from catalog.listings.forms import ListingForm, RemovalForm, RenewalForm
from catalog.listings.queries import last_listed_day
from kit.clock import today
from kit.forms import PageForm
from province.frame.access import page, who
from province.frame.steps import Step, perform, sent
from province.staff.words import Role


def _step(drug: Drug, title: str, button: str, consequence: str, source: str, **more: object) -> Step:
    back = reverse("catalog:drug", args=[drug.pk])
    crumbs = (("药品", reverse("catalog:drugs")), (str(drug), back))
    facts = {"药品": str(drug), "限定支付范围": drug.restricted_scope}
    return Step(
        f"{title} {drug}",
        button,
        consequence,
        f"{drug} 已{title}。",
        back,
        crumbs,
        source,
        facts=facts,
        **more,  # type: ignore[arg-type]
    )


def _perform(request: HttpRequest, drug: Drug, form: PageForm, step: Step, verb: str) -> HttpResponseBase:
    do = partial(getattr(listings, verb), drug=drug, by=who(request), on=today())
    return perform(request, form, step, lambda cleaned: do(**cleaned))


@page(roles=[Role.CATALOG_ADMIN])
def open_listing(request: HttpRequest, pk: int) -> HttpResponseBase:
    drug: Drug = get_object_or_404(visible_to(who(request)), pk=pk)
    words = "药品自起始日起在全省目录内；企业产品另行准入后，患者方可申请并享受单行支付待遇。"
    form = ListingForm(sent(request), known={"first": today()})
    return _perform(request, drug, form, _step(drug, "纳入目录", "纳入", words, "listing.open"), "open")


@page(roles=[Role.CATALOG_ADMIN])
def renew_listing(request: HttpRequest, pk: int) -> HttpResponseBase:
    drug: Drug = get_object_or_404(visible_to(who(request)), pk=pk)
    last = last_listed_day(drug, today())
    words = f"新的有效期自 {last} 的次日起，中间不断档。"
    form = RenewalForm(sent(request))
    return _perform(request, drug, form, _step(drug, "续约", "续约", words, "listing.renew"), "renew")


@page(roles=[Role.CATALOG_ADMIN])
def delist(request: HttpRequest, pk: int) -> HttpResponseBase:
    drug: Drug = get_object_or_404(visible_to(who(request)), pk=pk)
    words = "末个有效日之后，该药品不再支付，已获批的待遇到该日终止；尚未开始的续约一并取消。"
    form = RemovalForm(sent(request), known={"last_day": today()})
    step = _step(drug, "调出目录", "调出", words, "listing.delist", tone="danger", typed=drug.generic_name)
    return _perform(request, drug, form, step, "delist")
