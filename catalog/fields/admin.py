"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.fields import actions as fields
from catalog.fields.models import TherapeuticField
from kit.clock import today
from kit.forms import DayField
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.staff.words import Role


class CatalogAdmin(RoleAdmin):
    """The catalogue administrator's; entries are made once and then only looked at."""

    editors = frozenset({Role.CATALOG_ADMIN})

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is true of something from a first day on; when it ends is said by what follows it."""

    first = DayField(label="起始日")


class TermsAdmin(CatalogAdmin):
    """Dated terms: entered from a day on, then only looked at; they are corrected on the page of what they speak of."""

    form = TermsForm
    of: ClassVar[str]
    content: ClassVar[Sequence[str]]

    def get_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return (self.of, "period" if obj else "first", *self.content)


@admin.register(TherapeuticField)
class FieldAdmin(RoleAdmin):
    editors = frozenset({Role.CATALOG_ADMIN})
    fields = ["code", "name", "specialties"]
    list_display = ["code", "name", "specialties"]
    ordering = ["code"]

    def get_readonly_fields(self, request: HttpRequest, obj: TherapeuticField | None = None) -> list[str]:
        return ["code"] if obj else []

    def save_model(self, request: HttpRequest, obj: TherapeuticField, form: BaseForm, change: bool) -> None:
        fields.define(code=obj.code, name=obj.name, specialties=obj.specialties, by=who(request), on=today())
