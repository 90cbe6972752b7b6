"""Settlement's face in the Django admin: a pooling area's figures, set by actions, never deleted."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from kit.clock import today
from kit.errors import DomainError
from kit.forms import DayField
from province.areas.policy import OwnRows
from province.areas.words import Matter
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.law.queries.policy import current_policy
from province.staff.words import Role
from settlement.figures.actions import set_assistance, set_limit, set_rate
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule

Figure = AnnualLimit | AssistanceRule | AreaRate


class FigureForm(forms.ModelForm):
    """A figure from a day on; what was in force before ends the day before."""

    matter: Matter
    first = DayField(label="自何日起")

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        if {"area", "first"} <= values.keys():
            self._check(values["area"].pk, values["first"])
        return values

    def _check(self, area: str, first: date) -> None:
        names = ("area", "insurance_type", "kind", "category")
        key = {name: self.cleaned_data.get(name) for name in names if name in self.fields}
        if self._meta.model.objects.filter(**key, first_day__gte=first).exists():
            raise ValidationError({"first": "该日或之后已有一行，新的一行须在它之后开始。"})
        try:
            current_policy()[OwnRows].refuse(self.matter, area, first)
        except DomainError as refused:
            raise ValidationError(refused.message, refused.code) from refused


class LimitForm(FigureForm):
    matter = Matter.LIMIT

    class Meta:
        model = AnnualLimit
        fields = ["area", "insurance_type", "kind", "amount", "document"]


class AssistanceForm(FigureForm):
    matter = Matter.ASSISTANCE

    class Meta:
        model = AssistanceRule
        fields = ["area", "category", "rate", "threshold", "annual_limit", "beyond_maximum", "document"]


class RateForm(FigureForm):
    matter = Matter.RATE

    class Meta:
        model = AreaRate
        fields = ["area", "insurance_type", "kind", "rate", "first_share", "document"]


class FigureAdmin(RoleAdmin):
    """Rows are added, each ending the one before; none is changed afterwards."""

    viewers = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    editors = frozenset({Role.CATALOG_ADMIN})
    act: ClassVar[Callable[..., Figure]]

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Figure, form: forms.BaseForm, change: bool) -> None:
        figures = {name: form.cleaned_data[name] for name in form.cleaned_data}
        row = type(self).act(**figures, by=who(request), on=today())
        obj.pk = row.pk


@admin.register(AnnualLimit)
class AnnualLimitAdmin(FigureAdmin):
    form = LimitForm
    act = staticmethod(set_limit)
    list_display = ["area", "insurance_type", "kind", "first_day", "last_day", "amount", "document"]
    list_filter = ["kind", "insurance_type"]
    list_select_related = ["area"]


@admin.register(AssistanceRule)
class AssistanceRuleAdmin(FigureAdmin):
    form = AssistanceForm
    act = staticmethod(set_assistance)
    list_display = ["area", "category", "first_day", "last_day", "rate", "threshold", "annual_limit", "document"]
    list_filter = ["category"]
    list_select_related = ["area"]


@admin.register(AreaRate)
class AreaRateAdmin(FigureAdmin):
    form = RateForm
    act = staticmethod(set_rate)
    list_display = ["area", "insurance_type", "kind", "first_day", "last_day", "rate", "first_share", "document"]
    list_filter = ["kind", "insurance_type"]
    list_select_related = ["area"]
