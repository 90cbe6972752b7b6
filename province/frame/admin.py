"""The ground floor's face in the Django admin: it calls the actions, and deletes nothing."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ForeignKey, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from kit.errors import Busy, DomainError
from province.frame.cloakroom import ITSELF, collect, drawn_at_address, form_data
from province.frame.error_pages import busy
from province.staff.models import Account


class KeysOnly(AutocompleteSelect):
    """Django's own fails to draw what was sent and can be no key; the field has refused it and says so."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, object] | None = None
    ) -> list[tuple[str | None, list[dict[str, object]], int | None]]:
        return super().optgroups(name, [key for key in value if self._may_be_key(key)], attr)

    def _may_be_key(self, text: str) -> bool:
        try:
            self.field.target_field.clean(text, None)
        except ValidationError:
            return text == ""
        return "\x00" not in text


def yes_or_no(field: BooleanField) -> Callable[[Model], str]:
    """Return a column that says whether in words: Django draws a picture, whose name is True."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def shown(row: Model) -> str:
        return "是" if getattr(row, field.name) else "否"

    return shown


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

    def get_form(
        self, request: HttpRequest, obj: object = None, change: bool = False, **kwargs: object
    ) -> type[forms.ModelForm]:
        """A form that came too late is shown, and never valid."""
        form = super().get_form(request, obj, change, **kwargs)
        is_late = getattr(request, "late_form", None) is not None
        return type(form.__name__, (form,), {"is_valid": lambda _form: False}) if is_late else form

    def get_list_display(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        return self._in_words(super().get_list_display(request))

    def get_fieldsets(  # type: ignore[override]
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[tuple[str | None, dict[str, list[object]]]]:
        """What is only looked at is in words."""
        fields = self.get_fields(request, obj)
        is_looked_at = obj is not None and not self.has_change_permission(request, obj)
        return [(None, {"fields": self._in_words(fields) if is_looked_at else [*fields]})]

    def _in_words(self, names: Iterable[object]) -> list[object]:
        booleans = {field.name: field for field in self.model._meta.fields if isinstance(field, BooleanField)}
        return [yes_or_no(booleans[name]) if isinstance(name, str) and name in booleans else name for name in names]

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
        """What an action refuses is said above the form; nothing of it was stored. A busy database is a 503.

        What came after the session was over is filled in again, and what was sent is drawn as on every other page.
        """
        if page := collect(request):
            return page
        if request.method == "GET" and (fields := form_data(request)) is not None:
            # As the form would be drawn that was found wrong; `get_form` sees to it that nothing is stored.
            request.method, request.POST = "POST", fields  # type: ignore[assignment]
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if isinstance(response, TemplateResponse):
                response.render()
            return drawn_at_address(request, response, ITSELF.address(request), once=False)
        except Busy as error:
            return busy(error)
        except DomainError as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return redirect(request.get_full_path())

    @staticmethod
    def _is(request: HttpRequest, roles: frozenset[str]) -> bool:
        return isinstance(request.user, Account) and request.user.is_active and request.user.role in roles
