"""The ground floor's face in the Django admin: it calls the actions, and deletes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kit.clock import today
from kit.errors import Busy, DomainError
from province.actions import accounts
from province.actions.calendar import correct_day, load_year
from province.models import Account, CalendarDay, CalendarYear, Role
from province.pages.access import who
from province.pages.errors import busy
from province.queries.calendar import published_notice, work_calendar
from province.rules.notice import ListedDay, check_notice, read_notice, write_notice


class KeysOnly(AutocompleteSelect):
    """Django's own fails to draw what was sent and can be no key; the field has refused it and says so."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, object] | None = None
    ) -> list[tuple[str | None, list[dict[str, object]], int | None]]:
        return super().optgroups(name, [each for each in value if self._may_be_key(each)], attr)

    def _may_be_key(self, sent: str) -> bool:
        try:
            self.field.target_field.clean(sent, None)
        except ValidationError:
            return sent == ""
        return "\x00" not in sent


class RoleAdmin(admin.ModelAdmin):
    """A model's admin opened by role. `save_model` of each calls an action; nobody deletes."""

    viewers: ClassVar[frozenset[str]] = frozenset()
    editors: ClassVar[frozenset[str]] = frozenset()
    actions = None

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeysOnly(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self._is(request, self.viewers | self.editors)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._is(request, self.editors)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self._is(request, self.editors)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """What an action refuses is said above the form; nothing of it was stored. A busy database is a 503."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Busy as error:
            return busy(error)
        except DomainError as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return redirect(request.get_full_path())

    @staticmethod
    def _is(request: HttpRequest, roles: frozenset[str]) -> bool:
        return isinstance(request.user, Account) and request.user.is_active and request.user.role in roles


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
            listed = [ListedDay(day.day, day.working, day.name) for day in self.instance.days.all()]
            self.fields["notice"].initial = write_notice(listed)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        year = self.instance.pk or cleaned.get("year")
        if year:
            cleaned["days"] = self._days(year, cleaned.get("notice", ""))
        return cleaned

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


class AccountForm(forms.ModelForm):
    """Who works here, in which one role. A password written here is a first one, to be changed by its owner."""

    first_password = forms.CharField(
        label="初始密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少十位。本人首次登录时须改密。已有账号留空则密码不变。",
    )
    why = forms.CharField(label="启用、停用的理由", required=False, max_length=200)

    class Meta:
        model = Account
        fields = ["username", "name", "role", "area", "agency", "is_active"]

    def clean_first_password(self) -> str:
        password: str = self.cleaned_data["first_password"]
        if not password and not self.instance.pk:
            raise ValidationError("请给出初始密码。", code="required")
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and "is_active" in self.changed_data and not cleaned.get("why", "").strip():
            self.add_error("why", ValidationError("启用或停用账号须写明理由。", code="required"))
        return cleaned


@admin.register(Account)
class AccountAdmin(RoleAdmin):
    """The system administrator opens, transfers, disables; nobody is ever deleted, the log names them for good."""

    viewers = frozenset({Role.SECURITY_ADMIN})
    editors = frozenset({Role.SYSTEM_ADMIN})
    form = AccountForm
    list_display = ["username", "name", "role", "area", "is_active", "must_change_password"]
    list_filter = ["role", "is_active"]
    list_select_related = ["area"]
    search_fields = ["username", "name"]
    ordering = ["username"]

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> list[str]:
        return ["username"] if obj else []

    def get_fields(
        self, request: HttpRequest, obj: Account | None = None
    ) -> list[str | list[str] | tuple[str, ...] | tuple[()]]:
        told = ["username", "name", "role", "area", "agency", "first_password"]
        return [*told, "is_active", "why"] if obj else [*told]

    def save_model(self, request: HttpRequest, obj: Account, form: BaseForm, change: bool) -> None:
        told, password = form.cleaned_data, form.cleaned_data["first_password"]
        new = accounts.NewAccount(username=obj.username, name=obj.name, role=obj.role, area=obj.area, agency=obj.agency)
        if not change:
            obj.pk = accounts.open_account(account=new, password=password, by=who(request), on=today()).pk
            return
        if {"name", "role", "area", "agency"} & {*form.changed_data}:
            accounts.transfer(account=obj, to=new, by=who(request), on=today())
        if "is_active" in form.changed_data:
            switch = accounts.enable if obj.is_active else accounts.disable
            switch(account=obj, why=told["why"], by=who(request), on=today())
        if password:
            accounts.reset_password(account=obj, new=password, by=who(request), on=today())
