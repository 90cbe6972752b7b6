"""Fields that more than one form has."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kit.clock import today
from kit.errors import DomainError
from kit.money import parse_amount, plain_quantity
from physicians.agreements.queries import designated_like, designated_on
from physicians.institutions.models import Institution
from physicians.institutions.words import InstitutionKind

MOST_OFFERED = 10
BY_WORDS = "写名称的一部分、拼音或首字母即可，也可加所在的市、县、区。"


class WordsInput(forms.TextInput):
    """Words typed, and where they mean several, those to choose from beneath: by keyboard, and without a script."""

    template_name = "components/words_input.html"
    offered: Sequence[Institution] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "offered": self.offered, "picked": f"{name}-of"}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-of") or super().value_from_datadict(data, files, name)


class InstitutionField(forms.CharField):
    """A designated hospital or pharmacy of the province, by its code, or by words that mean one alone.

    The browser proposes "code name" while somebody types.
    """

    def __init__(self, *, kind: InstitutionKind, **kwargs: Any) -> None:
        self.kind = kind
        widget = WordsInput(attrs={"list": f"institutions-{kind}", "autocomplete": "off"})
        kwargs.setdefault("help_text", BY_WORDS)
        super().__init__(widget=widget, max_length=200, **kwargs)

    def prepare_value(self, value: object) -> object:
        return institution_text(value) if isinstance(value, Institution) else value

    def clean(self, value: object) -> Institution | None:
        text = super().clean(value)
        if not text:
            return None
        institution = Institution.objects.filter(pk=text.split()[0].upper(), kind=self.kind).first()
        return institution or self._of_words(text)

    def _of_words(self, words: str) -> Institution:
        """The one that the words mean; of several the first are offered."""
        rows = list(designated_like(words, today(), self.kind).order_by("area", "code")[: MOST_OFFERED + 1])
        if len(rows) == 1:
            return rows[0]
        if not rows:
            message = f"没有名称、拼音或所在区划符合“{words}”的定点机构，请核对后重写。"
            raise ValidationError(message, code="INSTITUTION_UNKNOWN")
        self.widget.offered = rows[:MOST_OFFERED]
        more = "下面是其中一部分，多写几个字可以缩小范围" if len(rows) > MOST_OFFERED else "请在下面选一家"
        raise ValidationError(f"符合“{words}”的定点机构不止一家，{more}。", code="INSTITUTION_AMBIGUOUS")


def institution_text(institution: Institution) -> str:
    """How an institution is written in such a field."""
    return f"{institution.code} {institution.name}"


def institutions_on(day: date, kind: InstitutionKind) -> list[tuple[str, str]]:
    """What the browser proposes: every institution of the kind designated on the day, and by what else it is found."""
    rows = designated_on(day, kind).order_by("code")
    return [(institution_text(row), f"{row.area} {row.pinyin}") for row in rows]


class QuantityField(forms.CharField):
    """A number of packs in plain ASCII digits, at most four decimals, above zero; None where none need be said."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=16, **kwargs)

    def prepare_value(self, value: object) -> object:
        return plain_quantity(value) if isinstance(value, Decimal) else value

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
