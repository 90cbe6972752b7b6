"""The ground floor's face in the Django admin: it calls the actions, and deletes nothing."""

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from kit.clock import today
from province.areas.models import Area
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.staff import actions as accounts
from province.staff.models import Account
from province.staff.words import Role


class AccountForm(forms.ModelForm):
    """Who works here, in which one role. A password written here is a first one, to be changed by its owner."""

    first_password = forms.CharField(
        label="初始密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少十位，含大写字母、小写字母、数字、符号中的三类。本人首次登录时须改密。已有账号留空则密码不变。",
    )
    why = forms.CharField(label="启用、停用的理由", required=False, max_length=200)
    area = forms.ModelChoiceField(label="管辖区划", required=False, queryset=Area.objects.select_related("parent"))

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
        values = super().clean() or self.cleaned_data
        if self.instance.pk and "is_active" in self.changed_data and not values.get("why", "").strip():
            self.add_error("why", ValidationError("启用或停用账号须写明理由。", code="required"))
        return values


@admin.register(Account)
class AccountAdmin(RoleAdmin):
    """The system administrator opens, transfers, disables; nobody is ever deleted, the log names them for good."""

    viewers = frozenset({Role.SECURITY_ADMIN})
    editors = frozenset({Role.SYSTEM_ADMIN})
    form = AccountForm
    list_display = ["username", "name", "role", "area", "is_active", "must_change_password"]
    list_filter = ["role", "is_active"]
    list_select_related = ["area__parent"]
    search_fields = ["username", "name"]
    ordering = ["username"]

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> list[str]:
        return ["username"] if obj else []

    def get_fields(
        self, request: HttpRequest, obj: Account | None = None
    ) -> list[str | list[str] | tuple[str, ...] | tuple[()]]:
        fields = ["username", "name", "role", "area", "agency"]
        if not self.has_change_permission(request, obj):
            return [*fields, "is_active", "must_change_password"]
        return [*fields, "first_password", "is_active", "why"] if obj else [*fields, "first_password"]

    def save_model(self, request: HttpRequest, obj: Account, form: BaseForm, change: bool) -> None:
        values, password = form.cleaned_data, form.cleaned_data["first_password"]
        new = accounts.NewAccount(username=obj.username, name=obj.name, role=obj.role, area=obj.area, agency=obj.agency)
        if not change:
            obj.pk = accounts.open_account(account=new, password=password, by=who(request), on=today()).pk
            return
        if {"name", "role", "area", "agency"} & {*form.changed_data}:
            accounts.transfer(account=obj, to=new, by=who(request), on=today())
        if "is_active" in form.changed_data:
            switch = accounts.enable if obj.is_active else accounts.disable
            switch(account=obj, why=values["why"], by=who(request), on=today())
        if password:
            accounts.reset_password(account=obj, new=password, by=who(request), on=today())
