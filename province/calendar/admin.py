"""The ground floor's face in the Django admin: it calls the actions, and deletes nothing."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from kit.clock import today
from kit.errors import DomainError
from province.calendar.actions import correct_day, load_year
from province.calendar.models import CalendarDay, CalendarYear
from province.calendar.queries import published_notice, work_calendar
from province.calendar.rules.notice import ListedDay, check_notice, read_notice, write_notice
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.staff.words import Role


class CalendarYearForm(forms.ModelForm):
    """A year's notice, a line a day or a run of days; left empty, as the calendar package has it."""

    notice = forms.CharField(
        label="放假与调休安排",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 60}),
        help_text="每行一项：“2026-10-01 至 2026-10-07 休 国庆节”或“2026-10-10 班 国庆节调休上班”。"
        "留空时采用日历数据包中的安排。",
    )

    class Meta:
        model = CalendarYear
        fields = ["year", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            days = [ListedDay(day.day, day.working, day.name) for day in self.instance.days.all()]
            self.fields["notice"].initial = write_notice(days)

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        year = self.instance.pk or values.get("year")
        if year:
            values["days"] = self._days(year, values.get("notice", ""))
        return values

    def _days(self, year: int, notice: str) -> list[ListedDay]:
        try:
            days = read_notice(notice) if notice.strip() else published_notice(year)
            check_notice(year, days)
        except DomainError as refused:
            raise ValidationError({"notice": ValidationError(refused.message, refused.code)}) from refused
        return days


@admin.register(CalendarYear)
class CalendarYearAdmin(RoleAdmin):
    editors = frozenset({Role.SYSTEM_ADMIN, Role.CATALOG_ADMIN})
    form = CalendarYearForm
    list_display = ["year", "source", "loaded_at"]
    ordering = ["-year"]

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarYear | None = None) -> list[str]:
        return ["year"] if obj else []

    def save_model(self, request: HttpRequest, obj: CalendarYear, form: BaseForm, change: bool) -> None:
        load_year(year=obj.year, days=form.cleaned_data["days"], source=obj.source, by=who(request), on=today())


class CalendarDayForm(forms.ModelForm):
    """One day said to be worked or off, and the document that says so."""

    why = forms.CharField(label="依据", max_length=200)

    class Meta:
        model = CalendarDay
        fields = ["day", "working", "name"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.year not in work_calendar().years:
            raise ValidationError(f"{day.year} 年的放假安排尚未载入，请先载入全年。")
        return day


@admin.register(CalendarDay)
class CalendarDayAdmin(RoleAdmin):
    editors = frozenset({Role.SYSTEM_ADMIN, Role.CATALOG_ADMIN})
    form = CalendarDayForm
    list_display = ["day", "name", "working"]
    list_filter = ["year", "working"]
    date_hierarchy = "day"
    ordering = ["-day"]

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarDay | None = None) -> list[str]:
        return ["day"] if obj else []

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: BaseForm, change: bool) -> None:
        why = form.cleaned_data["why"]
        correct_day(day=obj.day, working=obj.working, name=obj.name, why=why, by=who(request), on=today())
