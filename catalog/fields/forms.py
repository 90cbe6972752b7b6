"""The form of an expert's fields."""

from django import forms

from catalog.fields.models import TherapeuticField
from kit.forms import PageForm


class ExpertFieldsForm(PageForm):
    treatment_fields = forms.ModelMultipleChoiceField(
        label="评审领域",
        queryset=TherapeuticField.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一个也不选的，只签署没有专家的领域的申请。",
    )
