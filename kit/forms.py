"""The base of every page's form: our own drawing, strict fields, and a refusal shown where it belongs."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from kit.errors import Busy, DomainError, FieldError, FieldNames
from kit.money import parse_amount
from kit.period import Period, parse_day
from kit.words import Word, say

Read = TypeVar("Read")


class PageRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PageForm(forms.Form):
    """A form in one column. `from_system` fills fields in from what the system knows, and marks them so.

    `names` says what the form calls the fields that a refusal names, where it calls them otherwise.
    """

    default_renderer = PageRenderer
    names: ClassVar[FieldNames] = FieldNames()

    def __init__(
        self, data: Any = None, files: Any = None, *, from_system: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        from_system = from_system or {}
        kwargs["initial"] = {**from_system, **(kwargs.get("initial") or {})}
        super().__init__(data, files, **kwargs)
        for name, field in self.fields.items():
            field.known = name in from_system  # type: ignore[attr-defined]
            dress(field)

    def refuse(self, error: DomainError, article: str = "") -> None:
        """Show what an action refused, with the article it rests on: beside the fields it names, else above the form.

        Raises Busy: whoever is told to come back is answered 503, and a form drawn anew would ask the database again.
        """
        if isinstance(error, Busy):
            raise error
        ground = f"（依据 {article}）" if article else ""
        for fault in error.fields or (FieldError("", error.code, error.message),):
            # A refusal of several rules has the article of its first.
            message = fault.message + (ground if fault.code == error.code else "")
            name = self.names.name(fault.field, None if fault.row is None else self.row_of(fault.row))
            self.add_error(name if name in self.fields else None, ValidationError(message, fault.code))

    def row_of(self, row: int) -> int:
        """Return how this form counts a line of what was asked: all that it shows, or those that were filled in."""
        return row


def dress(field: forms.Field) -> None:
    """Say a field's label and help in the act's terms, and give its control its Bootstrap class."""
    field.label, field.help_text = say(str(field.label or "")), say(str(field.help_text))
    widget = field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    kind = "form-check-input" if isinstance(widget, forms.CheckboxInput) else "form-control"
    widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else kind)


Choices = Sequence[Any] | Callable[[], Sequence[Any]]


class WordChoice(forms.TypedChoiceField):
    """One member of a word: all in their order, or the choices that are offered; a function is asked for each form."""

    def __init__(
        self, word: type[Word], *, choices: Sequence[Any] | Callable[[], Sequence[Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(choices=word.as_choices if choices is None else choices, coerce=word, **kwargs)


class DayField(forms.Field):
    """A day written 2026-11-21 and nothing else."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value if isinstance(value, date) else None
        return _read(lambda text: parse_day(str(text)), value)


class AmountField(forms.Field):
    """An amount of money in plain ASCII digits, at most two decimals unless told otherwise, never negative."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, places: int = 2, **kwargs: Any) -> None:
        self.places = places
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        return _read(partial(parse_amount, places=self.places), value)


def _read(reader: Callable[[object], Read], text: object) -> Read:
    try:
        return reader(text)
    except DomainError as error:
        raise ValidationError(error.message, error.code) from error


class PlainAmountField(AmountField):
    """An amount as people write it: full-width, with blanks, thousands parted by commas, a currency sign."""

    def to_python(self, value: object) -> Decimal | None:
        return super().to_python(plain_amount(value) if isinstance(value, str) else value)


def plain(text: str) -> str:
    """Return what was typed or scanned in half-width letters, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def plain_amount(text: str) -> str:
    """Return an amount that a person wrote as a program would; what is none stays what it is."""
    amount = plain(text).removeprefix("¥").removesuffix("元").replace("，", ",").replace("。", ".")
    return amount.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", amount) else amount


class PeriodWidget(forms.MultiWidget):
    """First and last day side by side."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        day = {"type": "date"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "first": forms.DateInput({**day, "aria-label": "起始日"}, format="%Y-%m-%d"),
            "last": forms.DateInput({**day, "aria-label": "截止日"}, format="%Y-%m-%d"),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Period | None) -> list[date | None]:
        return [value.first, value.last] if value else [None, None]


class PeriodFormField(forms.MultiValueField):
    """Two days that become one `Period`. Without a last day the end is open: `open_end` must allow that."""

    widget = PeriodWidget

    def __init__(self, *, open_end: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", "截止日当天仍然有效；不填表示没有截止日。" if open_end else "截止日当天仍然有效。"
        )
        fields = (
            DayField(error_messages={"incomplete": "请填写起始日。"}),
            DayField(required=not open_end, error_messages={"incomplete": "请填写截止日。"}),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, days: list[date | None]) -> Period | None:
        if not days or days[0] is None:
            return None
        try:
            return Period(days[0], days[1])
        except DomainError as refused:
            raise ValidationError(refused.message, code=refused.code) from refused
