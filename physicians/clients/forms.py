"""Forms of the registry."""

from django import forms

from kit.forms import PageForm
from physicians.institutions.forms import reason_field


class ClientForm(PageForm):
    name = forms.CharField(label="系统名称", max_length=80, help_text="例如：收银系统、医院信息系统。")


class RevocationForm(PageForm):
    why = reason_field("停用原因")
