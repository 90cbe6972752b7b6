"""Addresses of the REST API, version 1, and the answer to every other address under /api/."""

from collections.abc import Iterator
from contextlib import suppress

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, path, re_path, resolve
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from kit.api.errors import NoSuchCall
from kit.identity import (
    IdentityBirthDate,
    IdentityCharacters,
    IdentityCheckDigit,
    IdentityLength,
    IdentityNotYetBorn,
    mask_text,
)
from kit.period import DayOutOfRange
from physicians.clients.api.views import SENTENCES, TokenView
from province.frame.api import problems, with_policy
from province.frame.problems import answer
from province.frame.rules import Entry, entry_of, of_fields, of_modules
from province.law.queries.policy import current_policy
from settlement.counter.api import views as settlement
from settlement.counter.api.codes import refusals
from settlement.counter.api.guide import guide
from settlement.counter.api.wire import DayAndTimeUnreadable

SCHEMA_KEPT = 3600
MOST_PATH = 100

# Where the errors stand that a program can be answered, beside those of the counter's rules.
OF_PROGRAMS = ("kit.api.", "kit.errors.", "kit.money.", "settlement.counter.errors.", "acts.parameters.")
IDENTITY = (IdentityLength, IdentityCharacters, IdentityBirthDate, IdentityNotYetBorn, IdentityCheckDigit)
OF_PAGES = {"NO_INSTITUTION", "REASON_MISSING", "CONSTRAINT_BROKEN", "REFUSED"}


def codes() -> Iterator[Entry]:
    """Yield every code that a program can be answered: errors, single fields, tokens, rules of the counter."""
    policy = current_policy()
    yield from (entry for entry in of_modules(OF_PROGRAMS, policy) if entry.code not in OF_PAGES)
    yield from (entry_of(kind, policy) for kind in (*IDENTITY, DayAndTimeUnreadable, DayOutOfRange))
    yield from of_fields()
    yield from (Entry(code.upper(), 401 if code == "invalid_client" else 400, text) for code, text in SENTENCES.items())
    yield from refusals()


# The reader of the schema draws itself with inline styles: this page alone may.
with_inline_styles = csp_update({"style-src": [SELF, UNSAFE_INLINE]})


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer an address under /api/ that is none with the problem NO_SUCH_CALL, which names a slash too many."""
    path = request.path
    hint = "全部接口见 /api/v1/docs/。"
    with suppress(Resolver404):
        if path.endswith("/") and resolve(path.rstrip("/")).func is not unknown:
            hint = "地址末尾不要带斜线。"
    return answer(NoSuchCall(path=mask_text(path)[:MOST_PATH], hint=hint))


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/token", TokenView.as_view(), name="token"),
    path("v1/benefit-checks", settlement.BenefitChecks.as_view(), name="benefit_checks"),
    re_path(r"^v1/prescriptions/(?P<rxno>[^/]+)$", settlement.Dispensable.as_view(), name="dispensable"),
    path("v1/prescription-searches", settlement.PrescriptionSearches.as_view(), name="prescription_searches"),
    path("v1/settlements/preview", settlement.Preview.as_view(), name="preview"),
    path("v1/settlements", settlement.Settlements.as_view(), name="settlements"),
    re_path(r"^v1/settlements/(?P<setl_id>[^/]+)$", settlement.Settlement.as_view(), name="settlement"),
    re_path(r"^v1/settlements/(?P<setl_id>[^/]+)/reversal$", settlement.Reversal.as_view(), name="reversal"),
    re_path(
        r"^v1/settlements/(?P<setl_id>[^/]+)/partial-return$",
        settlement.PartialReturn.as_view(),
        name="partial_return",
    ),
    path("v1/schema/", cache_page(SCHEMA_KEPT)(SpectacularAPIView.as_view()), name="schema"),
    path(
        "v1/docs/", with_policy(with_inline_styles(SpectacularSwaggerSplitView.as_view(url_name="schema"))), name="docs"
    ),
    path("v1/guide/", guide, name="guide"),
    path("v1/problems/", problems, {"rules": codes}, name="problems"),
    path("v1/problems/<slug:code>", problems, {"rules": codes}, name="problem"),
    re_path("", unknown),
]
