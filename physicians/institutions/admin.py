"""The registry in the Django admin: which institution an account works for, through its action."""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from kit.clock import today
from physicians.institutions import actions as institutions
from physicians.institutions.models import Institution, InstitutionStaff
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.staff.words import Role


@admin.register(Institution)
class InstitutionAdmin(RoleAdmin):
    """To be looked up; institutions are registered by the provincial agency on its own pages."""

    viewers = frozenset({Role.SYSTEM_ADMIN})
    list_display = ["code", "name", "kind", "area"]
    list_select_related = ["area__parent"]
    search_fields = ["code", "name"]
    ordering = ["code"]


@admin.register(InstitutionStaff)
class StaffAdmin(RoleAdmin):
    """The system administrator ties physicians, insurance offices and pharmacists to their institution."""

    viewers = frozenset({Role.SECURITY_ADMIN})
    editors = frozenset({Role.SYSTEM_ADMIN})
    fields = ["account", "institution"]
    list_display = ["account", "institution"]
    list_select_related = ["account", "institution"]
    search_fields = ["account__username", "institution__name"]
    autocomplete_fields = ["account", "institution"]
    ordering = ["account"]

    def get_readonly_fields(self, request: HttpRequest, obj: InstitutionStaff | None = None) -> list[str]:
        return ["account"] if obj else []

    def save_model(self, request: HttpRequest, obj: InstitutionStaff, form: BaseForm, change: bool) -> None:
        institutions.appoint(account=obj.account, institution=obj.institution, by=who(request), on=today())
