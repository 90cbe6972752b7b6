"""Running entitlements: the list, one of them, and what may be changed in it."""

from collections.abc import Mapping
from datetime import date, timedelta

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from acts.citations import is_absent
from catalog.admissions.queries import payable_on
from catalog.drugs.models import Drug
from catalog.drugs.queries import named_like
from catalog.listings.queries import is_listed
from catalog.products.models import Product
from eligibility.entitlements.deeds import ENTITLEMENT as NOUN
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.pages.shown import entitlement_state, prescription_state
from eligibility.entitlements.pages.steps import EntitlementSteps
from eligibility.entitlements.pages.told import TERMS
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.queries.entitlements import retroactive_days
from eligibility.entitlements.queries.findings import for_lists
from eligibility.entitlements.words import EntitlementState
from eligibility.people.forms.fields import institutions_on
from eligibility.people.pages.roles import ENTITLEMENT_READERS
from kit.clock import today
from kit.forms import PageForm
from kit.pages.table import Column, StateColumn, Table
from physicians.institutions.words import InstitutionKind
from province.frame.access import page, who
from province.frame.history import moments
from province.frame.panels import panels_of
from province.law.queries.policy import current_policy
from province.staff.words import Role
from province.templatetags.components import period

ENDED = EntitlementState.ENDED
MOST_SUBSTITUTES = 10


class EntitlementFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=[("open", "未终止"), (ENDED, ENDED.label)], method="in_state"
    )
    drug = django_filters.CharFilter(label="药品", method="of_drug", max_length=60)
    ends = django_filters.ChoiceFilter(
        label="期满",
        choices=[(str(term), f"{term} 天内") for term in TERMS],
        method="ending_within",
        empty_label="全部",
    )

    def ending_within(self, rows: QuerySet[Entitlement], name: str, term: str) -> QuerySet[Entitlement]:
        return entitlements.running_out(rows, today(), today() + timedelta(days=int(term)))

    def in_state(self, rows: QuerySet[Entitlement], name: str, value: str) -> QuerySet[Entitlement]:
        return rows.filter(ended_on__isnull=value == "open")

    def of_drug(self, rows: QuerySet[Entitlement], name: str, words: str) -> QuerySet[Entitlement]:
        return rows.filter(drug__in=Drug.objects.filter(named_like(words)).values("pk"))


class Entitlements(Table):
    caption = "待遇资格"
    columns = (
        Column("generic_name", "药品", sort="generic_name"),
        Column("person.name", "患者"),
        StateColumn(value=lambda row: row.state_on(today()), draw=entitlement_state),
        Column("period", "待遇期", show=period, exported=str),
        Column("last_day", "截止日", sort="last_day"),
        Column("hospital.name", "定点医疗机构"),
        Column("pharmacy", "定点零售药店"),
        Column("insured_area.full_name", "参保地"),
    )
    order = "last_day"
    filters = EntitlementFilters
    opens = "eligibility:entitlement"
    export_name = "待遇资格"
    empty = "目前没有待遇。"
    hint = "申请审核通过后，待遇会出现在这里。"


@page(roles=ENTITLEMENT_READERS)
def entitlement_list(request: HttpRequest) -> HttpResponseBase:
    return Entitlements(request, entitlements.for_lists(entitlements.visible_to(who(request)))).respond()


@page(roles=ENTITLEMENT_READERS)
def entitlement(request: HttpRequest, pk: int) -> HttpResponse:
    entitlement = STEPS.find(who(request), pk)
    return screen(request, entitlement, STEPS.late_forms(request, entitlement))


def screen(request: HttpRequest, entitlement: Entitlement, refusals: Mapping[str, PageForm]) -> HttpResponse:
    """Draw the page of one entitlement, with the form of the verb that was refused in place of its empty one."""
    day, user = today(), who(request)
    latest = entitlement.prescriptions.prefetch_related("lines").order_by("-issued_on", "-rxno")[:10]
    # What was bought till the decision is paid, unless the act files before the purchase.
    is_paid = not is_absent(current_policy(), "prescription.record_earlier")
    context = {
        "held": entitlement,
        "at_pharmacy": user.role is Role.PHARMACIST,
        "state": entitlement_state(entitlement),
        "offers": STEPS.offers_with(entitlement, user, refusals),
        "subject": STEPS.name_of(entitlement),
        "may_prescribe": user.role == Role.PHYSICIAN and entitlement.state_on(day) == EntitlementState.ACTIVE,
        "may_record_earlier": user.role == Role.PHYSICIAN and retroactive_days(entitlement) and is_paid,
        "moments": moments(NOUN, number=entitlement.pk, newest_first=False),
        "prescriptions": [(each, prescription_state(each)) for each in latest],
        "substitutes": substitutes(entitlement, day),
        "findings": for_lists(entitlement.findings.filter(answered_on=None)),
        "panels": panels_of(NOUN, entitlement.pk, user),
        "hospitals": institutions_on(day, InstitutionKind.HOSPITAL),
        "pharmacies": institutions_on(day, InstitutionKind.PHARMACY),
    }
    is_refused = bool(refusals) and request.method == "POST"
    return render(request, "eligibility/entitlement.html", context, status=422 if is_refused else 200)


def substitutes(entitlement: Entitlement, day: date) -> list[Product] | None:
    """Where no product of a confirmed manufacturer is paid on the day though the drug is listed: those of others that
    are, for the physician to find fit; else None."""
    if not entitlement.holds_on(day) or not is_listed(entitlement.drug, day):
        return None
    products, on_record = (
        payable_on(day).filter(drug=entitlement.drug),
        entitlement.manufacturers.values("manufacturer"),
    )
    if products.filter(manufacturer__in=on_record).exists():
        return None
    return list(products.order_by("manufacturer__name", "code")[:MOST_SUBSTITUTES])


STEPS = EntitlementSteps(screen)
