"""The published lists of institutions and physicians: open to everybody, as of any day."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from acts.demands import carries
from kit.pages.as_of import asked_day, cacheable
from physicians.agreements.queries import designated_on
from physicians.institutions.pages.tables import PublicInstitutions
from physicians.responsible.pages.tables import PublicPhysicians
from physicians.responsible.queries import published_on
from province.frame.access import PUBLIC, page

LISTS = "physicians/published.html"


@page(roles=PUBLIC)
@carries("published_institutions")
def published_institutions(request: HttpRequest) -> HttpResponseBase:
    day = asked_day(request)
    rows = designated_on(day)
    return cacheable(
        request, PublicInstitutions(request, rows).respond(LISTS, day=day, demand="published_institutions")
    )


@page(roles=PUBLIC)
@carries("published_physicians")
def published_physicians(request: HttpRequest) -> HttpResponseBase:
    day = asked_day(request)
    rows = published_on(day).prefetch_related("treatment_fields")
    return cacheable(request, PublicPhysicians(request, rows).respond(LISTS, day=day, demand="published_physicians"))
