"""Addresses of the REST API, version 1, and the answer to every other address under /api/."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from physicians.api.views import TokenView
from province.api.pages import problems, with_policy
from province.api.problems import answer
from province.errors import NotFound

SCHEMA_KEPT = 3600

# The reader of the schema draws itself with inline styles: this page alone may.
styled = csp_update({"style-src": [SELF, UNSAFE_INLINE]})


def unknown(_request: HttpRequest) -> HttpResponse:
    return answer(NotFound())


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/token", TokenView.as_view(), name="token"),
    path("v1/schema/", cache_page(SCHEMA_KEPT)(SpectacularAPIView.as_view()), name="schema"),
    path("v1/docs/", with_policy(styled(SpectacularSwaggerSplitView.as_view(url_name="schema"))), name="docs"),
    path("v1/problems/", problems, name="problems"),
    path("v1/problems/<slug:code>", problems, name="problem"),
    re_path("", unknown),
]
