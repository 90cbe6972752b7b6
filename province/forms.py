"""Form fields of our own values."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from province.errors import DomainError
from province.rules.period import Period


class DayInput(forms.DateInput):
    """The browser's own day picker; the value is always written 2026-11-21."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PeriodWidget(forms.MultiWidget):
    """First and last day side by side."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets = {"first": DayInput({"aria-label": "起始日"}), "last": DayInput({"aria-label": "截止日"})}
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
            forms.DateField(input_formats=["%Y-%m-%d"], error_messages={"incomplete": "请填写起始日。"}),
            forms.DateField(
                input_formats=["%Y-%m-%d"],
                required=not open_end,
                error_messages={"incomplete": "请填写截止日。"},
            ),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, days: list[date | None]) -> Period | None:
        if not days or days[0] is None:
            return None
        try:
            return Period(days[0], days[1])
        except DomainError as refused:
            raise ValidationError(refused.message, code=refused.code) from refused
