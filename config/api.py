"""Addresses of the REST API, version 1, and the answer to every other address under /api/."""

from contextlib import suppress

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, path, re_path, resolve
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from kit.api.errors import NoSuchCall
from kit.identity import mask_text
from physicians.clients.api.views import TokenView
from province.frame.api import problems, with_policy
from province.frame.problems import answer
from settlement.counter.api import views as settlement
from settlement.counter.api.codes import refusals

SCHEMA_KEPT = 3600
MOST_PATH = 100

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
    path("v1/problems/", problems, {"rules": refusals}, name="problems"),
    path("v1/problems/<slug:code>", problems, {"rules": refusals}, name="problem"),
    re_path("", unknown),
]
