"""Responsible physicians: the table, one of them with what may be done and what was."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from physicians.institutions.pages.roles import PHYSICIAN_READERS
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.deeds import PHYSICIAN as NOUN
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.pages.shown import fields_of, physician_state
from physicians.responsible.pages.steps import STEPS
from physicians.responsible.pages.tables import PhysicianTable
from physicians.responsible.queries import awaiting, filing_deadline, visible_to
from province.frame.access import page, who
from province.frame.history import moments
from province.law.queries.policy import cycle_in_use
from province.staff.words import Role


@page(roles=PHYSICIAN_READERS)
def physicians(request: HttpRequest) -> HttpResponseBase:
    user = who(request)
    rows = visible_to(user).prefetch_related("treatment_fields")
    context = {
        "may_nominate": user.role == Role.INSURANCE_OFFICE,
        "to_publish": awaiting(user).count() if user.role == Role.PROVINCIAL_AGENCY else 0,
    }
    return PhysicianTable(request, rows).respond("physicians/physicians.html", **context)


@page(roles=PHYSICIAN_READERS)
def physician(request: HttpRequest, pk: str) -> HttpResponseBase:
    user = who(request)
    row: ResponsiblePhysician = get_object_or_404(visible_to(user).prefetch_related("treatment_fields"), pk=pk)
    context = {
        "physician": row,
        "state": physician_state(row),
        "meaning": cycle_in_use(PHYSICIAN).states.get(row.state, ""),
        "fields": fields_of(row),
        "due": filing_deadline(row),
        "publications": row.publications.order_by("-first_day"),
        "offers": STEPS.offers(row, user),
        "history": moments(NOUN, number=row.pk),
    }
    return render(request, "physicians/physician.html", context)
