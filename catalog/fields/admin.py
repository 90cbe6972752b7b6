"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.fields import actions as fields
from catalog.fields.models import TherapeuticField
from kit.clock import today
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.staff.words import Role


class CatalogAdmin(RoleAdmin):
    """The catalogue administrator's; entries are made once and then only looked at."""

    editors = frozenset({Role.CATALOG_ADMIN})

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(TherapeuticField)
class FieldAdmin(RoleAdmin):
    editors = frozenset({Role.CATALOG_ADMIN})
    list_display = ["name", "specialties"]
    ordering = ["code"]

    def get_fields(
        self, request: HttpRequest, obj: TherapeuticField | None = None
    ) -> list[str | list[str] | tuple[str, ...] | tuple[()]]:
        """The code is given once; afterwards a field goes by its name."""
        return ["name", "specialties"] if obj else ["code", "name", "specialties"]

    def save_model(self, request: HttpRequest, obj: TherapeuticField, form: BaseForm, change: bool) -> None:
        fields.define(code=obj.code, name=obj.name, specialties=obj.specialties, by=who(request), on=today())
