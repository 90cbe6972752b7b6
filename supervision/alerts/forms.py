"""Forms of the supervision pages."""

from django import forms

from kit.forms import PageForm, WordChoice
from supervision.alerts.words import AlertResult


class DismissalForm(PageForm):
    result = WordChoice(AlertResult, label="处理结果", choices=lambda: [("", "请选择"), *AlertResult.as_choices()])
    reason = forms.CharField(
        label="核实情况与处理说明",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明核实了什么、已怎样处理；将记入审计轨迹。",
    )


class UrgeForm(PageForm):
    reason = forms.CharField(
        label="督办要求",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="经办人在首页和“提醒”中看到，例如：请于本周五前作出决定。",
    )
