"""Every address of the system."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("province.urls")),
    path("catalog/", include("catalog.urls")),
    path("institutions/", include("physicians.urls")),
    path("eligibility/", include("eligibility.urls")),
    path("settlement/", include("settlement.urls")),
    path("supervision/", include("supervision.urls")),
    path("api/v1/", include("config.api")),
    path("admin/", admin.site.urls),
]
