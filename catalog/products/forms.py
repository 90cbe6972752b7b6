"""Forms of what label and maker say of a product: from a day on, or put right."""

from django import forms
from django.core.validators import DecimalValidator

from catalog.products.models import ProductTerms
from catalog.products.words import Route
from kit.forms import AmountField, DayField, PageForm, WordChoice


class LabelForm(PageForm):
    route = WordChoice(Route, label="给药途径")
    cold_chain = forms.BooleanField(label="须冷链储运", required=False)
    indivisible = forms.BooleanField(
        label="整包不可拆分使用", required=False, help_text="如三个月一次的长效针剂，一包即一个疗程。"
    )
    long_term_allowed = forms.BooleanField(
        label="可开长期处方", required=False, help_text="须冷链等特殊储存的药品不在长期处方之列。"
    )
    label_indication = forms.CharField(label="{label_indication}", widget=forms.Textarea(attrs={"rows": 4}))
    daily_maximum = AmountField(
        label="说明书每日最大量（选填）",
        required=False,
        places=4,
        validators=[DecimalValidator(12, 4)],
        help_text="以最小单位计；说明书未载明的留空。",
    )
    trace_prefix = forms.RegexField(
        label="追溯码前缀（选填）", required=False, regex=r"\A[0-9]{7}\Z", help_text="追溯码开头的 7 位数字。"
    )
    document = forms.CharField(label="依据", max_length=80, help_text="如说明书的版本或批准日期。")


class DescribeForm(LabelForm):
    first = DayField(label="起始日", help_text="原说明到前一日为止，此前的申请和购药仍按原说明。")
    field_order = ("first",)


class CorrectForm(LabelForm):
    why = forms.CharField(label="更正原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


NAMES = tuple(LabelForm.base_fields)


def values_of(terms: ProductTerms) -> dict[str, object]:
    """Return stored terms as the form shows them."""
    return {name: getattr(terms, name) for name in NAMES}
