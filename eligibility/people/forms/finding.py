"""Forms of the hospital: finding the patient, the application, its papers."""

from django import forms

from kit.forms import PageForm


class FindPersonForm(PageForm):
    """A patient by exact number; the number travels in the body and is kept nowhere."""

    number = forms.CharField(
        label="人员编号或身份证号",
        max_length=30,
        help_text="须与医保凭证完全一致。按号查找，不按姓名列出。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class LookUpForm(PageForm):
    """People by name or exact number; what is typed travels in the body and is kept nowhere."""

    words = forms.CharField(
        label="姓名、人员编号或身份证号",
        max_length=60,
        help_text="姓名可写汉字、全拼或首字母，也可只写其中相连的两个字；编号须写全。每次查找都有记录。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
