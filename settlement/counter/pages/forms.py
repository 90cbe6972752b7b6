"""The counter's forms. What is filled in is put into the words of the API, so that both are read in one place."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from kit.errors import DomainError, FieldError, Malformed
from kit.forms import PageForm
from kit.money import fen, parse_amount
from settlement.counter.queries.prescriptions import Dispensable, DispensableLine

PER_LINE = ("price", "packs", "days", "codes", "reason")
NO_CODE = [("", "已逐盒扫码"), ("old_stock", "赋码前库存，没有追溯码")]
CREDENTIALS = [("02", "居民身份证"), ("01", "医保电子凭证"), ("03", "社会保障卡")]
_PLACE = re.compile(r"(?:drugdetail|lines)\[(?P<number>[0-9]+)\]\.(?P<name>[a-z_]+)")
_DAYS = re.compile(r"[0-9]{1,4}")
# A line's fields in the API's words and in the rules', as this form calls them.
OF_LINE = {
    "cnt": "packs",
    "codes": "codes",
    "drug_trac_info": "codes",
    "prd_days": "days",
    "quantity": "packs",
    "supply_days": "days",
}


class FindForm(PageForm):
    rxno = forms.CharField(
        label="处方流水号",
        max_length=24,
        help_text="处方上的流水号，可扫码录入。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class ReversalForm(PageForm):
    """`key` makes one opened form one act, however often it is sent."""

    reason = forms.CharField(label="撤销原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SaleForm(PageForm):
    """What is sold on one prescription: who collects it, and for each line price, packs and trace codes."""

    credential = forms.ChoiceField(label="凭证", choices=CREDENTIALS, widget=forms.RadioSelect)
    certno = forms.CharField(
        label="公民身份号码",
        max_length=18,
        help_text="请核对人、证、卡相符。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, prescription: Dispensable, medical_type: str, **kwargs: Any) -> None:
        self.prescription, self.medical_type = prescription, medical_type
        self.lines = [line for line in prescription.lines if line.left]
        fields = {f"{name}-{n}": field for n, line in enumerate(self.lines) for name, field in _fields(line).items()}
        self.base_fields = {**self.declared_fields, **fields}  # type: ignore[misc]  # of this one form
        super().__init__(*args, **kwargs)

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("credential", "certno")]

    @property
    def sale_lines(self) -> Iterator[tuple[DispensableLine, list[forms.BoundField]]]:
        """Each line with its fields, for the page."""
        for number, line in enumerate(self.lines):
            yield line, [self[f"{name}-{number}"] for name in PER_LINE]

    def document(self) -> dict[str, Any]:
        """The sale as the API would be told of it."""
        details = [self._detail(number) for number in self.sold]
        total = sum((parse_amount(each["det_item_fee_sumamt"]) for each in details), parse_amount("0"))
        return {
            "rxno": self.prescription.rxno,
            "psn_cert_type": "01",
            "certno": self.cleaned_data["certno"],
            "mdtrt_cert_type": self.cleaned_data["credential"],
            "med_type": self.medical_type,
            "medfee_sumamt": str(total),
            "drugdetail": details,
        }

    @property
    def sold(self) -> list[int]:
        """The lines that are sold this time: those with packs."""
        return [number for number in range(len(self.lines)) if self.cleaned_data[f"packs-{number}"].strip("0. ")]

    def _detail(self, number: int) -> dict[str, Any]:
        told = {name: self.cleaned_data[f"{name}-{number}"] for name in PER_LINE}
        return {
            "feedetl_sn": str(number + 1),
            "med_list_codg": self.lines[number].product,
            "cnt": told["packs"],
            "pric": told["price"],
            "det_item_fee_sumamt": _product(told["price"], told["packs"]),
            "prd_days": int(told["days"]) if _DAYS.fullmatch(told["days"]) else told["days"],
            "drug_trac_info": [{"drug_trac_codg": code} for code in told["codes"].split()],
            "no_trac_reason": told["reason"],
        }

    def refuse(self, error: DomainError, article: str = "") -> None:
        """Show a refusal beside the field that the API's own field name means."""
        error.fields = tuple(FieldError(self._own(each.field), each.code, each.message) for each in error.fields)
        super().refuse(error, article)

    def _own(self, field: str) -> str:
        found = _PLACE.match(field)
        return f"{OF_LINE.get(found['name'], 'price')}-{self.sold[int(found['number'])]}" if found else field


def _product(price: str, packs: str) -> str:
    """The line's amount; of what cannot be read nothing, since the API's reader will say so."""
    try:
        return str(fen(parse_amount(price, 6) * parse_amount(packs, 4)))
    except Malformed:
        return "0"


def _fields(line: DispensableLine) -> dict[str, forms.Field]:
    packs = f"{line.left.normalize():f}"
    return {
        "price": _amount("单价（元/盒）"),
        "packs": _amount("数量（盒）", packs, "本次不售填 0。"),
        "days": _amount("用药天数", str(line.supply_days)),
        "codes": forms.CharField(
            label="追溯码",
            required=False,
            help_text="逐盒扫码，一行一个。",
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        ),
        "reason": forms.ChoiceField(label="追溯码情况", choices=NO_CODE, required=False),
    }


def _amount(label: str, known: str = "", hint: str = "") -> forms.CharField:
    """Plain text: the API's own reader judges it."""
    return forms.CharField(
        label=label,
        max_length=20,
        initial=known,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
