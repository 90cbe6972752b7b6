"""Forms of the registry."""

from django import forms

from kit.forms import DayField, PageForm, PeriodFormField
from physicians.institutions.forms import reason_field


class AgreementForm(PageForm):
    period = PeriodFormField(label="协议期", open_end=False)
    document = forms.CharField(label="协议编号", max_length=80)
    outpatient = forms.BooleanField(label="含门诊管理条款", required=False, initial=True)
    excluded_from_totals = forms.BooleanField(
        label="相关费用不纳入总额、DRG/DIP 与次均费用", required=False, initial=True
    )
    totals_reason = forms.CharField(label="纳入总额的理由", max_length=200, required=False)


class EndForm(PageForm):
    last_day = DayField(label="末个有效日", help_text="当日仍可办理，次日起停止。")
    reason = reason_field("终止原因")
