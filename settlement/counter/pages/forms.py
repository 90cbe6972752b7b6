"""The counter's forms: what is filled in, read into an order of our own."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from kit import money
from kit.errors import FieldNames, Malformed, ReasonMissing
from kit.fields import lookup_hash
from kit.forms import PageForm, PlainAmountField, WordChoice, plain
from kit.identity import check_identity_number
from kit.money import fen, plain_quantity
from settlement.claims.models import Claim
from settlement.claims.words import ReversalReason
from settlement.counter.queries.prescriptions import Dispensable, DispensableLine
from settlement.counter.rules.orders import (
    KEY,
    MOST_CODES,
    MOST_DAYS,
    PRICE_PLACES,
    QUANTITY_PLACES,
    Order,
    OrderLine,
    PackCode,
    Request,
    fingerprint,
    in_packs,
    pack_code,
)
from settlement.counter.rules.returning import RestLine
from settlement.counter.words import Credential, Elsewhere, NoTraceCode
from settlement.traces.rules import scans_of

MOST_TYPED = 300  # a scanner may read the web address that a code stands in
PER_LINE = ("price", "packs", "days", "codes", "reason")


def code_choices() -> list[tuple[str, str]]:
    """Return how a line's packs may be accounted for: scanned, or why not."""
    return [("", "已逐盒扫码"), *NoTraceCode.as_choices()]


class KeyedForm(PageForm):
    """A form with an idempotency key: however often one opened form is sent, it is done once."""

    key = forms.RegexField(f"^{KEY}\\Z", max_length=64, widget=forms.HiddenInput)

    def request(self, purpose: str) -> Request:
        """The key, and the fingerprint of everything else that was filled in."""
        content = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Request(self.cleaned_data["key"], fingerprint(purpose, content))


class PlainField(forms.CharField):
    """A number that people type or scan: in capitals and half-width letters, without blanks."""

    def __init__(self, *, label: str, help_text: str, required: bool = True, is_focused: bool = False) -> None:
        focus = {"autofocus": True} if is_focused else {}
        widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", **focus})
        super().__init__(max_length=MOST_TYPED, widget=widget, label=label, help_text=help_text, required=required)

    def to_python(self, value: object) -> str:
        return plain(str(super().to_python(value))).upper()


class FindForm(PageForm):
    rxno = PlainField(
        label="处方流水号，或患者的姓名、公民身份号码、人员编号",
        help_text="可扫处方上的码；扫药盒上的追溯码，找到本机构售出它的那一笔。姓名也可写全拼或首字母，按人查找都有记录。",
        is_focused=True,
    )
    certno = PlainField(
        label="患者的公民身份号码或人员编号",
        required=False,
        help_text="处方不在本机构时填写，可以看到患者选定的机构；急救或缺药的从这里办理。",
    )


class ReversalForm(KeyedForm):
    reason = WordChoice(ReversalReason, label="撤销原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="撤销说明",
        max_length=200,
        required=False,
        help_text="选“其他”的必须写明，经办机构会核查。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, object]:
        if self.cleaned_data.get("reason") == ReversalReason.OTHER and not self.cleaned_data.get("note"):
            self.add_error("note", ValidationError("选“其他”的，请写明撤销的原因。", ReasonMissing.code))
        return self.cleaned_data


class PartialReturnForm(ReversalForm):
    """What of a settlement comes back: the packs by their codes, else how many; and why."""

    def __init__(self, data: QueryDict | None, *, claim: Claim, initial: Mapping[str, str]) -> None:
        self.lines = {line.position: line for line in claim.lines.all()}
        self.codes = {
            position: [trace.code for trace in claim.traces.all() if trace.position == position]
            for position in self.lines
        }
        self.units = {trace.code: trace.units for trace in claim.traces.all()}
        fields = {f"back-{position}": self._field(position) for position in self.lines}
        self.base_fields = {**fields, **self.declared_fields}  # type: ignore[misc]  # of this one form
        super().__init__(data, initial=initial)

    def _field(self, position: int) -> forms.Field:
        line = self.lines[position]
        name = f"{line.product.drug.generic_name} {line.product.specification}"
        if not self.codes[position]:
            label = f"{name} 退回几盒（共售出 {plain_quantity(line.quantity)} 盒）"
            return PlainAmountField(label=label, places=QUANTITY_PLACES, initial="0")
        return forms.MultipleChoiceField(
            label=f"{name} 勾选退回的盒",
            choices=[(code, code) for code in self.codes[position]],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def rest(self) -> tuple[RestLine, ...]:
        """What stays with the patient."""
        return tuple(self._rest(position) for position in self.lines)

    def _rest(self, position: int) -> RestLine:
        line, back = self.lines[position], self.cleaned_data[f"back-{position}"]
        if isinstance(back, Decimal):
            return RestLine(line.detail_number, max(line.quantity - back, Decimal(0)))
        codes = tuple(code for code in self.codes[position] if code not in back)
        units = sum(self.units[code] for code in codes)
        return RestLine(line.detail_number, in_packs(units, line.units_per_pack), codes)


class CodesField(forms.CharField):
    """Trace codes, one a line, as they are scanned; the rules of the counter say what is none, and when none will do.

    `packs` names the field that says how many there should be, for the count beside it.
    """

    def __init__(self, *, packs: str, label: str, help_text: str) -> None:
        attributes = {"rows": 3, "autocomplete": "off", "spellcheck": "false", "data-scans": packs}
        super().__init__(widget=forms.Textarea(attrs=attributes), label=label, help_text=help_text)

    def clean(self, value: object) -> tuple[PackCode, ...]:
        codes = tuple(pack_code(scan) for scan in scans_of(str(super().clean(value) if value else "")))
        if len(codes) > MOST_CODES:
            raise ValidationError(f"追溯码不能超过 {MOST_CODES} 个。", "TOO_MANY_CODES")
        return codes


class SaleForm(KeyedForm):
    """What is sold on one prescription: who collects it, and for each line price, packs and trace codes.

    A line keeps its number when another is used up: an order confirmed late, or sent again, is of the same drugs.
    """

    names = FieldNames(
        own={"person": "certno", "elsewhere_reason": "elsewhere"},
        lines={"quantity": "packs", "supply_days": "days", "codes": "codes", "no_code_reason": "reason"},
        at="{name}-{row}",
        otherwise="price",
    )
    credential = forms.ChoiceField(label="凭证", choices=Credential.as_choices, widget=forms.RadioSelect)
    certno = PlainField(label="公民身份号码", help_text="请核对人、证、卡相符。")
    person = forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)
    elsewhere = WordChoice(Elsewhere, label="在非选定机构购药的原因", widget=forms.RadioSelect)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        prescription: Dispensable,
        medical_type: str,
        today: date,
        initial: Mapping[str, str],
        prices: Mapping[str, Decimal],
    ) -> None:
        self.prescription, self.medical_type, self.today = prescription, medical_type, today
        # What was sent of a line that is used up since is read too: the counter knows whether it was this very sale.
        self.lines = {
            number: line
            for number, line in enumerate(prescription.lines)
            if line.left or (data and data.get(f"packs-{number}"))
        }
        fields = {f"{name}-{n}": field for n, line in self.lines.items() for name, field in _fields(n, line).items()}
        own = dict(self.declared_fields)
        if prescription.here:
            del own["person"], own["elsewhere"]
        self.base_fields = {**own, **fields}  # type: ignore[misc]  # of this one form
        last_prices = {
            f"price-{n}": plain_price(prices[line.product]) for n, line in self.lines.items() if line.product in prices
        }
        super().__init__(data, initial=initial, from_system=last_prices)

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields about the patient, for the page."""
        return [self[name] for name in ("credential", "certno", "elsewhere") if name in self.fields]

    @property
    def sale_lines(self) -> Iterator[tuple[DispensableLine, list[forms.BoundField]]]:
        """Each line with its fields, for the page."""
        for number, line in self.lines.items():
            yield line, [self[f"{name}-{number}"] for name in PER_LINE]

    def clean_certno(self) -> str:
        try:
            return check_identity_number(self.cleaned_data["certno"], self.today)
        except Malformed as error:
            raise ValidationError(error.message, error.code) from error

    def clean(self) -> dict[str, object]:
        if not self.errors and not self.sold:
            raise ValidationError("请至少填一种药的数量。", "NOTHING_SOLD")
        return self.cleaned_data

    @property
    def sold(self) -> list[int]:
        """The lines that are sold this time: those with packs."""
        return [number for number in self.lines if self.cleaned_data[f"packs-{number}"]]

    def order(self) -> Order:
        """The sale as it was filled in, bought today."""
        lines = tuple(self._line(number) for number in self.sold)
        return Order(
            prescription=self.prescription.rxno,
            medical_type=self.medical_type,
            credential=self.cleaned_data["credential"],
            purchase_day=self.today,
            total=sum((line.total for line in lines), Decimal("0.00")),
            lines=lines,
            identity_hash=lookup_hash(self.cleaned_data["certno"]),
            elsewhere_reason=self.cleaned_data.get("elsewhere", ""),
        )

    def _line(self, number: int) -> OrderLine:
        price, packs, days, codes, reason = (self.cleaned_data[f"{name}-{number}"] for name in PER_LINE)
        return OrderLine(
            detail_number=str(number + 1),
            product=self.lines[number].product,
            quantity=packs,
            price=price,
            total=fen(price * packs),
            supply_days=int(days),
            codes=codes,
            no_code_reason=reason,
        )

    def row_of(self, row: int) -> int:
        return self.sold[row]


def plain_price(price: Decimal) -> str:
    """Return a price as it is filled in: 9632.00, finer where it is finer."""
    return money.unit_price(price).replace(",", "")


def _fields(number: int, line: DispensableLine) -> dict[str, forms.Field]:
    packs = plain_quantity(line.left)
    days = [MinValueValidator(1, "用药天数至少 1 天。"), MaxValueValidator(MOST_DAYS, f"用药天数至多 {MOST_DAYS} 天。")]
    return {
        "price": PlainAmountField(label="单价（元/盒）", places=PRICE_PLACES),
        "packs": PlainAmountField(
            label="数量（盒）", places=QUANTITY_PLACES, initial=packs, help_text="本次不售填 0。"
        ),
        "days": PlainAmountField(label="用药天数", places=0, initial=str(line.supply_days), validators=days),
        "codes": CodesField(label="追溯码", packs=f"packs-{number}", help_text="逐盒扫码，一行一个。"),
        "reason": forms.ChoiceField(label="追溯码情况", choices=code_choices, required=False),
    }
