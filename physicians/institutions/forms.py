"""Forms of the registry."""

from django import forms

from kit.forms import DayField, PageForm
from province.areas.models import Area
from province.areas.words import AreaLevel


def reason_field(label: str = "理由") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class InstitutionForm(PageForm):
    code = forms.CharField(label="机构编码", max_length=12, help_text="H（医院）或 P（药店）加区划六位、顺序五位。")
    name = forms.CharField(label="名称", max_length=120)
    area = forms.ModelChoiceField(
        label="所在区划", queryset=Area.objects.filter(level=AreaLevel.COUNTY).select_related("parent")
    )
    address = forms.CharField(label="地址", max_length=200, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)


class SuspensionForm(PageForm):
    first = DayField(label="暂停起始日", help_text="当日起不能结算。")
    last = DayField(label="暂停截止日", required=False, help_text="不填表示到恢复为止。")
    cause = reason_field("暂停原因")


class ResumptionForm(PageForm):
    first = DayField(label="恢复日", help_text="当日起可以结算。")
    why = reason_field()
