"""Forms of the supervision pages."""

from django import forms

from kit.forms import PageForm


class DismissalForm(PageForm):
    reason = forms.CharField(
        label="核实情况与处理结果",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明核实了什么、已怎样处理；将记入审计轨迹。",
    )
