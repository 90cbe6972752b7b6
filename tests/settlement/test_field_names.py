"""What the counter's rules name is a field of its form and of the API, under the name that each of them uses."""

import msgspec
import pytest
from django import forms

from kit.errors import FieldError, RuleRefused
from kit.forms import PageForm
from settlement.counter.api.wire.answers import SENT_AS
from settlement.counter.api.wire.requests import DrugDetailIn, SettlementIn
from settlement.counter.pages.forms import SaleForm
from settlement.counter.rules.lines import EveryProductPrescribed, LineRule
from settlement.counter.rules.verdict import RULES

LINES = {rule.field for rule in RULES if isinstance(rule, LineRule | EveryProductPrescribed)}
OWN = {rule.field for rule in RULES if rule.field and not isinstance(rule, LineRule | EveryProductPrescribed)}


def sent(of: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(of)}


def test_the_api_names_each_field_as_it_was_sent() -> None:
    assert {SENT_AS.own[name] for name in OWN} <= sent(SettlementIn)
    assert {SENT_AS.lines[name] for name in LINES} <= sent(DrugDetailIn)


def test_the_form_knows_no_field_that_no_rule_names() -> None:
    assert SaleForm.names.own.keys() <= OWN
    assert SaleForm.names.lines.keys() <= LINES


class Parcel(PageForm):
    """Two lines, of which the second is sent."""

    names = SaleForm.names

    def row_of(self, row: int) -> int:
        return row + 1


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (FieldError("person", "X", "不存在。"), "certno"),
        (FieldError("quantity", "X", "过多。", row=0), "packs-1"),
        (FieldError("product", "X", "不对。", row=0), "price-1"),
        (FieldError("medical_type", "X", "不对。"), "__all__"),
    ],
)
def test_a_refusal_stands_beside_its_field_or_above_the_form(fault: FieldError, place: str) -> None:
    form = Parcel({})
    form.fields.update({name: forms.CharField(required=False) for name in ("certno", "packs-1", "price-1")})
    form.full_clean()
    form.refuse(RuleRefused("不予结算。", code="X", fields=(fault,)), "某条")
    assert list(form.errors) == [place]
    assert form.errors[place] == [f"{fault.message}（依据 某条）"]
