"""Fields that more than one form has."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kit.errors import DomainError
from kit.money import parse_amount
from physicians.agreements.queries import designated_on
from physicians.institutions.models import Institution
from physicians.institutions.words import InstitutionKind


class CodedField(forms.CharField):
    """Something picked by typing: the browser proposes "code name", and the code is what counts."""

    def __init__(self, *, list_id: str, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": list_id, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=200, **kwargs)


class InstitutionField(CodedField):
    """A designated hospital or pharmacy of the province, by its code."""

    def __init__(self, *, kind: InstitutionKind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(list_id=f"institutions-{kind}", **kwargs)

    def prepare_value(self, value: object) -> object:
        return institution_text(value) if isinstance(value, Institution) else value

    def clean(self, value: object) -> Institution | None:
        text = super().clean(value)
        if not text:
            return None
        institution = Institution.objects.filter(pk=text.split()[0], kind=self.kind).first()
        if institution is None:
            raise ValidationError("请从列出的机构中选择。", code="INSTITUTION_UNKNOWN")
        return institution


def institution_text(institution: Institution) -> str:
    """How an institution is written in such a field."""
    return f"{institution.code} {institution.name}"


def institutions_on(day: date, kind: InstitutionKind) -> list[str]:
    """What the browser proposes: every institution of the kind designated on the day."""
    rows = designated_on(day, kind).order_by("code")
    return [f"{code} {name}" for code, name in rows.values_list("code", "name")]


class QuantityField(forms.CharField):
    """A number of packs in plain ASCII digits, at most four decimals, above zero; None where none need be said."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=16, **kwargs)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            quantity = parse_amount(text, places=4)
        except DomainError as error:
            raise ValidationError(error.message, error.code) from error
        if not quantity:
            raise ValidationError("数量必须大于零。", code="QUANTITY_ZERO")
        return quantity


class SentenceField(forms.CharField):
    """A sentence or more; control characters and blanks alone are nothing."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
