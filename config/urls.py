"""Every address of the system."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import doors
from config.health import health
from province.staff.pages.sign_in import sign_out

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("province.urls")),
    path("catalog/", include("catalog.urls")),
    path("institutions/", include("physicians.urls")),
    path("eligibility/", include("eligibility.urls")),
    path("settlement/", include("settlement.urls")),
    path("supervision/", include("supervision.urls")),
    path("api/", include("config.api")),
    path("admin/login/", doors.sign_in),
    path("admin/logout/", sign_out),
    path("admin/password_change/", doors.change_password),
    path("admin/", admin.site.urls),
    path("health", health, name="health"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
