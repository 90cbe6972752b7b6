"""Forms of the catalogue administrator."""

from django import forms

from kit.forms import DayField, PageForm


class AdmissionForm(PageForm):
    first = DayField(label="准入起始日")
    commitment_signed_on = DayField(label="承诺书签订日")


class AdmissionEndForm(PageForm):
    last_day = DayField(label="末个准入日", help_text="当日仍可支付，次日起不再支付。")
    reason = forms.CharField(label="退出原因", max_length=200)
