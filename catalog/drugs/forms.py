"""Forms of what the national list says of a drug: from a day on, or put right."""

from django import forms
from django.core.exceptions import ValidationError

from catalog.drugs.errors import ConditionsUnreadable
from catalog.drugs.models import DrugTerms
from catalog.drugs.rules.conditions import AnyCondition, read_conditions, read_lines, written_conditions
from catalog.drugs.words import NationalSection
from kit.forms import DayField, PageForm, WordChoice


class ContentForm(PageForm):
    section = WordChoice(NationalSection, label="国家目录部分")
    sold_in_pharmacies = forms.BooleanField(label="可在药店销售", required=False)
    restricted_scope = forms.CharField(
        label="限定支付范围",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="国家目录印刷文字，照录，不得改动；未限定的留空。",
    )
    conditions = forms.CharField(
        label="限定条件（选填）",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="用来提问、排序和提示，不作为不予支付的依据。每行一项，如“诊断 C34、C50：是否为……？”"
        "“年龄 18-：是否为成人？”“检测 ALK 阳性：检测报告是否阳性？”“另须：是否……？”",
    )
    document = forms.CharField(label="文件号", max_length=80)

    def clean_conditions(self) -> tuple[AnyCondition, ...]:
        try:
            return read_lines(self.cleaned_data["conditions"])
        except ConditionsUnreadable as refused:
            raise ValidationError(refused.message, refused.code) from refused


class DescribeForm(ContentForm):
    first = DayField(label="起始日", help_text="原内容到前一日为止，此前的申请和购药仍按原内容。")
    field_order = ("first",)


class CorrectForm(ContentForm):
    why = forms.CharField(label="更正原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def values_of(terms: DrugTerms) -> dict[str, object]:
    """Return stored terms as the form shows them."""
    names = ("section", "sold_in_pharmacies", "restricted_scope", "document")
    conditions = written_conditions(read_conditions(terms.conditions))
    return {"conditions": conditions, **{name: getattr(terms, name) for name in names}}
