"""Running entitlements: the list, one of them, and what may be changed in it."""

from collections.abc import Callable

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from catalog.products.models import Product
from eligibility.entitlements import actions as act
from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.deeds import ENTITLEMENT as NOUN
from eligibility.entitlements.forms import InstitutionsForm, ManufacturerForm, ResumeForm, SuspendForm
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.pages.shown import entitlement_state
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.words import EntitlementState
from eligibility.people.forms.fields import institutions_on, written
from eligibility.people.pages.roles import ENTITLEMENT_READERS
from kit.clock import today
from kit.errors import DomainError
from kit.forms import PageForm
from kit.pages.table import Column, Table
from physicians.institutions.words import InstitutionKind
from physicians.responsible.queries import for_field
from province.frame.access import page, who
from province.frame.history import moments
from province.frame.steps import Action
from province.law.queries.policy import article_against, cycle_in_use
from province.staff.models import Account
from province.staff.words import Role
from province.templatetags.components import period

ENDED = EntitlementState.ENDED


class EntitlementFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=[("open", "未终止"), (ENDED, ENDED.label)], method="in_state"
    )
    drug = django_filters.CharFilter(label="药品", field_name="generic_name", lookup_expr="contains", max_length=60)

    def in_state(self, rows: QuerySet[Entitlement], name: str, value: str) -> QuerySet[Entitlement]:
        return rows.filter(ended_on__isnull=value == "open")


class Entitlements(Table):
    caption = "待遇资格"
    columns = (
        Column("generic_name", "药品", sort="generic_name"),
        Column("person.name", "患者"),
        Column("state", "状态", value=lambda row: row, show=entitlement_state, exported=lambda row: row.end_cause),
        Column("period", "待遇期", show=period, exported=str),
        Column("last_day", "截止日", sort="last_day"),
        Column("hospital.name", "定点医疗机构"),
        Column("pharmacy", "定点零售药店"),
        Column("insured_area.name", "参保地"),
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


def found(request: HttpRequest, pk: int) -> Entitlement:
    """The entitlement, if the account sees it; a physician also sees what he may prescribe for."""
    user = who(request)
    seen = entitlements.visible_to(user).filter(pk=pk)
    if user.role == Role.PHYSICIAN:
        seen = seen | Entitlement.objects.filter(pk__in=entitlements.prescribable_by(user, today()).values("pk"), id=pk)
    return get_object_or_404(entitlements.for_page(seen), pk=pk)


@page(roles=ENTITLEMENT_READERS)
def entitlement(request: HttpRequest, pk: int) -> HttpResponse:
    return screen(request, found(request, pk))


def screen(request: HttpRequest, held: Entitlement, **refused: object) -> HttpResponse:
    """The page of one entitlement, with the form that was refused in place of its empty one."""
    day, user = today(), who(request)
    context = {
        "held": held,
        "at_pharmacy": user.role is Role.PHARMACIST,
        "state": entitlement_state(held),
        "acts": acts(held, user),
        "may_prescribe": user.role == Role.PHYSICIAN and held.state_on(day) == EntitlementState.ACTIVE,
        "moments": moments(NOUN, number=held.pk, newest_first=False),
        "prescriptions": held.prescriptions.select_related("physician").order_by("-issued_on", "-rxno")[:10],
        "hospitals": institutions_on(day, InstitutionKind.HOSPITAL),
        "pharmacies": institutions_on(day, InstitutionKind.PHARMACY),
        "suspend_form": SuspendForm(prefix="suspend", known={"first": day}),
        "resume_form": ResumeForm(prefix="resume"),
        "institutions_form": InstitutionsForm(prefix="institutions", initial=_chosen(held)),
        "manufacturer_form": _manufacturer_form(held),
        **refused,
    }
    return render(request, "eligibility/entitlement.html", context, status=422 if refused else 200)


def acts(held: Entitlement, user: Account) -> frozenset[str]:
    """The verbs that this role may say of it today."""
    state = held.state_on(today())
    now = EntitlementState.ACTIVE if state == EntitlementState.COMING else state
    return frozenset(step.verb for step in cycle_in_use(ENTITLEMENT).allowed(now, user.role))


def _chosen(held: Entitlement) -> dict[str, str]:
    return {"hospital": written(held.hospital), "pharmacy": written(held.pharmacy) if held.pharmacy else ""}


def _manufacturer_form(held: Entitlement, data: QueryDict | None = None) -> ManufacturerForm:
    confirmed = held.manufacturers.values("manufacturer")
    products = Product.objects.filter(drug=held.drug).exclude(manufacturer__in=confirmed).select_related("manufacturer")
    physicians = for_field(held.field, today()).filter(hospital=held.hospital)
    return ManufacturerForm(data, products=products, physicians=physicians, prefix="manufacturer")


def _step(
    request: HttpRequest, held: Entitlement, form: PageForm, name: str, said: str, step: Callable[[], object]
) -> HttpResponse:
    if not form.is_valid():
        return screen(request, held, **{name: form})
    try:
        step()
    except DomainError as refused:
        form.refuse(refused, article_against(refused))
        return screen(request, held, **{name: form})
    messages.success(request, said)
    return redirect("eligibility:entitlement", held.pk)


@require_POST
@page(roles=[Role.REVIEWER, Role.SUPERVISOR])
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    held, form = found(request, pk), SuspendForm(request.POST, prefix="suspend")
    return _step(request, held, form, "suspend_form", "待遇已暂停。", _given(act.suspend, request, held, form))


@require_POST
@page(roles=[Role.REVIEWER, Role.SUPERVISOR])
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    held, form = found(request, pk), ResumeForm(request.POST, prefix="resume")
    return _step(request, held, form, "resume_form", "待遇已恢复。", _given(act.resume, request, held, form))


@require_POST
@page(roles=[Role.INSURANCE_OFFICE, Role.CLERK])
def change_institution(request: HttpRequest, pk: int) -> HttpResponse:
    held, form = found(request, pk), InstitutionsForm(request.POST, prefix="institutions")
    said = "定点机构已变更，即时生效。"
    return _step(request, held, form, "institutions_form", said, _given(act.change_institution, request, held, form))


@require_POST
@page(roles=[Role.INSURANCE_OFFICE])
def confirm_manufacturer(request: HttpRequest, pk: int) -> HttpResponse:
    held = found(request, pk)
    form = _manufacturer_form(held, request.POST)
    said = "生产企业已确认，即时生效。"
    return _step(request, held, form, "manufacturer_form", said, _given(act.confirm_manufacturer, request, held, form))


def _given(verb: Action, request: HttpRequest, held: Entitlement, form: PageForm) -> Callable[[], object]:
    """The step with everything that the form holds."""
    return lambda: verb(entitlement=held, by=who(request), on=today(), **form.cleaned_data)
