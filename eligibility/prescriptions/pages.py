"""Prescriptions: issued for an entitlement or recorded from paper, listed, shown and printed, withdrawn."""

from typing import TypedDict

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from acts.citations import is_absent
from catalog.products.models import Product
from eligibility.applications.actions.materials import path_of
from eligibility.applications.forms.review import ReasonForm
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.pages.entitlements import STEPS
from eligibility.entitlements.pages.shown import prescription_state
from eligibility.people.pages.roles import PRESCRIPTION_READERS
from eligibility.prescriptions import actions as act
from eligibility.prescriptions import queries as prescriptions
from eligibility.prescriptions.deeds import PRESCRIPTION
from eligibility.prescriptions.forms import REGIMEN, EarlierForm, PrescriptionForm
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.policy import Prescribing
from eligibility.prescriptions.rules.supply import days_in_hand
from eligibility.prescriptions.words import PrescriptionKind
from kit.clock import now, today
from kit.errors import DomainError
from kit.pages.filters import word_filter
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.history import moments
from province.frame.panels import panels_of
from province.law.queries.policy import article_against, current_policy
from province.staff.words import Role


class PrescriptionFilters(django_filters.FilterSet):
    kind = word_filter(PrescriptionKind, "类型")
    issued_on = django_filters.DateFilter(label="开具日")

    class Meta:
        model = Prescription
        fields = ["kind", "issued_on"]


class Prescriptions(Table):
    caption = "处方"
    columns = (
        Column("rxno", "处方流水号", sort="rxno"),
        Column("person.name", "患者"),
        Column("entitlement.generic_name", "药品", value=lambda row: row.entitlement and row.entitlement.generic_name),
        Column("clinician_name", "医师"),
        Column("hospital.name", "医疗机构"),
        ChoiceColumn("kind", "类型"),
        Column("issued_on", "开具日", sort="issued_on"),
        StateColumn(value=lambda row: row.state_on(today()), draw=prescription_state),
    )
    order = "-issued_on"
    filters = PrescriptionFilters
    opens = "eligibility:prescription"
    empty = "目前没有处方。"
    hint = "责任医师从患者的待遇页面开具处方。"


@page(roles=PRESCRIPTION_READERS)
def prescription_list(request: HttpRequest) -> HttpResponseBase:
    return Prescriptions(request, prescriptions.for_lists(prescriptions.visible_to(who(request)))).respond()


@page(roles=[Role.PHYSICIAN])
def prescribe(request: HttpRequest, pk: int) -> HttpResponse:
    """One product for an entitlement that this physician may prescribe for."""
    entitlement = STEPS.find(who(request), pk)
    form = PrescriptionForm(form_data(request), **_choices(entitlement))
    if request.method == "POST" and form.is_valid():
        try:
            prescription = act.issue(
                entitlement=entitlement, order=form.order(entitlement), by=who(request), on=today()
            )
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, f"处方 {prescription.rxno} 已开具并签名。")
            return redirect("eligibility:prescription", prescription.rxno)
    return _sheet(request, "eligibility/prescribe.html", entitlement, form)


@page(roles=[Role.PHYSICIAN])
def record_earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """What this physician wrote on paper between application and decision, recorded with the paper."""
    if is_absent(current_policy(), "prescription.record_earlier"):
        raise Http404
    entitlement, files = STEPS.find(who(request), pk), request.FILES if request.method == "POST" else None
    form = EarlierForm(form_data(request), files, **_choices(entitlement))
    if request.method == "POST" and form.is_valid():
        order, sheet = form.order(entitlement), form.sheet
        try:
            prescription = act.record_earlier(
                entitlement=entitlement, order=order, sheet=sheet, by=who(request), on=today()
            )
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, f"{sheet.written_on} 的纸质处方已补录，编号 {prescription.rxno}。")
            return redirect("eligibility:entitlement", pk)
    return _sheet(request, "eligibility/record_earlier.html", entitlement, form)


def _sheet(request: HttpRequest, template: str, entitlement: Entitlement, form: PrescriptionForm) -> HttpResponse:
    policy, day = current_policy(), today()
    supplies = prescriptions.supplies_of(entitlement.person, entitlement.drug_id, day)
    context = {
        "form": form,
        "held": entitlement,
        "in_hand": days_in_hand(supplies, day),
        "overlap": policy[Prescribing].overlap_days.on(day),
        "open": prescriptions.open_on(day, entitlement.prescriptions.all()),
        "bought": prescriptions.bought_last(entitlement.person, entitlement.drug_id),
        "most": policy[Prescribing].days.entry_on(day),
        "most_long": policy[Prescribing].long_term_days.on(day),
    }
    return render(request, template, context, status=422 if form.errors else 200)


class Choices(TypedDict):
    """What a form of a prescription offers, and what it begins with."""

    products: QuerySet[Product]
    most_days: int
    from_system: dict[str, object]
    initial: dict[str, object]


def _choices(entitlement: Entitlement) -> Choices:
    policy, day = current_policy(), today()
    products = Product.objects.filter(drug=entitlement.drug).select_related("drug", "manufacturer")
    if not is_absent(policy, "MANUFACTURER_NOT_CONFIRMED"):
        products = products.filter(manufacturer__in=entitlement.manufacturers.values("manufacturer"))
    most = policy[Prescribing].valid_days_at_most.on(day)
    values: dict[str, object] = {"usage": entitlement.application.usage[:200], "days": policy[Prescribing].days.on(day)}
    last = prescriptions.last_line(entitlement)
    if last:
        values |= {"product": last.product_id, "usage": last.usage, "days": last.supply_days}
        values |= {name: getattr(last, name) for name in REGIMEN}
    usual: dict[str, object] = {"seen": entitlement.prescriptions.count()}
    usual["valid_days"] = policy[Prescribing].valid_days.on(day)
    return Choices(products=products, most_days=most, from_system=values, initial=usual)


def prescription_seen(request: HttpRequest, rxno: str) -> Prescription:
    return get_object_or_404(prescriptions.for_page(prescriptions.visible_to(who(request))), pk=rxno)


@page(roles=PRESCRIPTION_READERS)
def prescription(request: HttpRequest, rxno: str) -> HttpResponse:
    written = prescription_seen(request, rxno)
    reason = form_data(request, reverse("eligibility:withdraw_prescription", args=[rxno]))
    return _screen(request, written, ReasonForm(reason, prefix="reason"))


def _screen(request: HttpRequest, prescription: Prescription, reason_form: ReasonForm) -> HttpResponse:
    lines = prescription.lines.all()
    mine = who(request).role == Role.PHYSICIAN and prescription.withdrawn_at is None
    context = {
        "written": prescription,
        "state": prescription_state(prescription),
        "signature_holds": prescriptions.signature_holds(prescription),
        "may_withdraw": mine and any(line.left for line in lines),
        "partly_sold": any(line.dispensed for line in lines),
        "reason_form": reason_form,
        "panels": panels_of(PRESCRIPTION, prescription.pk, who(request)),
        "moments": moments(PRESCRIPTION, number=prescription.pk, newest_first=False),
    }
    is_refused = request.method == "POST" and reason_form.errors
    return render(request, "eligibility/prescription.html", context, status=422 if is_refused else 200)


@page(roles=PRESCRIPTION_READERS)
def paper(request: HttpRequest, rxno: str) -> FileResponse:
    """The paper that a prescription was recorded from."""
    sheet = prescription_seen(request, rxno).paper
    if sheet is None or not (path := path_of(sheet.stored_as)).is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type=sheet.media_type, filename=sheet.name)


@page(roles=[Role.PHYSICIAN], owner="eligibility:prescription", deed="作废处方")
def withdraw(request: HttpRequest, rxno: str) -> HttpResponse:
    prescription, form = prescription_seen(request, rxno), ReasonForm(request.POST, prefix="reason")
    if not form.is_valid():
        return _screen(request, prescription, form)
    act.withdraw(prescription=prescription, why=form.cleaned_data["why"], by=who(request), at=now())
    messages.success(request, f"处方 {prescription.rxno} 已作废。")
    return redirect("eligibility:prescription", rxno)
