"""Institutions: the table, one of them, the coverage of the counties."""

from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from kit.pages.as_of import asked_day
from physicians.agreements.queries import hospitals_without_outpatient, pharmacies_per_county, standing_on
from physicians.institutions.deeds import INSTITUTION
from physicians.institutions.models import Institution
from physicians.institutions.pages.roles import OFFICIALS, PHYSICIAN_READERS, READERS, REGISTRARS, SIGNERS, STOPPERS
from physicians.institutions.pages.shown import (
    InstitutionOfADay,
    standing_of,
    standing_shown,
)
from physicians.institutions.pages.tables import InstitutionTable
from physicians.institutions.queries import visible_to
from physicians.institutions.words import Standing
from province.frame.access import page, who
from province.frame.history import moments


@page(roles=READERS)
def institutions(request: HttpRequest) -> HttpResponseBase:
    user = who(request)
    may_register = user.role in REGISTRARS
    return InstitutionTable(request, visible_to(user)).respond(
        "physicians/institutions.html", may_register=may_register
    )


@page(roles=READERS)
def institution(request: HttpRequest, pk: str) -> HttpResponseBase:
    user, day = who(request), asked_day(request)
    row: Institution = get_object_or_404(standing_on(day, visible_to(user)), pk=pk)
    standing = standing_of(cast(InstitutionOfADay, row))
    context = {
        "institution": row,
        "day": day,
        "place": row.area.full_name,
        "standing": standing_shown(standing),
        "acts": _acts(standing, user.role),
        "agreements": row.agreements.order_by("-first_day"),
        "suspensions": row.suspensions.order_by("-first_day"),
        "physicians": row.physicians.prefetch_related("treatment_fields").order_by("code"),
        "staff": row.staff.select_related("account").order_by("account__username"),
        "reads_physicians": user.role in PHYSICIAN_READERS,
        "clients": row.api_clients.order_by("created", "pk") if user.role in REGISTRARS else None,
        "history": moments(INSTITUTION, number=row.pk),
    }
    return render(request, "physicians/institution.html", context)


def _acts(standing: str, role: str) -> list[tuple[str, str]]:
    """What the role may do to an institution in this standing: words and page."""
    stops = [("暂停", "physicians:suspend_institution"), ("终止协议", "physicians:end_agreement")]
    acts = [("签订协议", "physicians:sign_agreement")] if role in SIGNERS else []
    if role in STOPPERS and standing == Standing.SERVING:
        acts += stops
    if role in STOPPERS and standing == Standing.SUSPENDED:
        acts += [("恢复", "physicians:resume_institution")]
    return acts


@page(roles=OFFICIALS)
def coverage(request: HttpRequest) -> HttpResponseBase:
    """Pharmacies per county, those without one first; hospitals without outpatient clauses."""
    user, day = who(request), asked_day(request)
    counties = list(pharmacies_per_county(day, user))
    context = {
        "day": day,
        "counties": [(county, county.full_name) for county in counties],
        "without": sum(county.pharmacies == 0 for county in counties),  # type: ignore[attr-defined]
        "hospitals": hospitals_without_outpatient(day, user),
    }
    return render(request, "physicians/coverage.html", context)
