"""The eligibility floor's face in the Django admin: persons are entered here until the core system sends them."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from eligibility.people import actions as persons
from eligibility.people.models import InsuredPerson
from eligibility.people.rules.insurance import refuse_uncovered
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.clock import today
from kit.errors import DomainError
from kit.fields import lookup_hash
from kit.forms import DayField, WordChoice
from kit.identity import check_identity_number
from kit.period import Period
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.frame.access import who
from province.frame.admin import RoleAdmin
from province.law.queries.policy import current_policy
from province.staff.words import Role


class PersonForm(forms.ModelForm):
    """A person with the enrolment and the recognition he has now; the number is kept encrypted."""

    identity_number = forms.CharField(
        label="身份证号", max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    telephone = forms.CharField(label="联系电话", max_length=20, required=False)
    insurance_type = WordChoice(InsuranceType, label="险种")
    insured_area = forms.ModelChoiceField(
        label="参保地", queryset=Area.objects.filter(level=AreaLevel.COUNTY).select_related("parent")
    )
    insured_since = DayField(label="参保起始日", required=True)
    serious_illness = forms.BooleanField(label="参加大病保险", required=False, initial=True)
    assistance = WordChoice(
        AssistanceCategory,
        label="救助对象类别",
        required=False,
        choices=lambda: [("", "不是救助对象"), *AssistanceCategory.as_choices()],
    )

    class Meta:
        model = InsuredPerson
        fields = ["psn_no", "name", "card_number", "work_unit"]

    def clean_insurance_type(self) -> InsuranceType:
        insurance_type: InsuranceType = self.cleaned_data["insurance_type"]
        try:
            refuse_uncovered([insurance_type], current_policy(), today())
        except DomainError as refused:
            raise ValidationError(refused.message, refused.code) from refused
        return insurance_type

    def clean_identity_number(self) -> str:
        try:
            number = check_identity_number(self.cleaned_data["identity_number"], today())
        except DomainError as refused:
            raise ValidationError(refused.message, refused.code) from refused
        if InsuredPerson.objects.filter(identity_hash=lookup_hash(number)).exists():
            raise ValidationError("该身份证号已经登记。", "PERSON_KNOWN")
        return number


@admin.register(InsuredPerson)
class InsuredPersonAdmin(RoleAdmin):
    """Adding only: nobody reads a list of all persons here, and what changes about one comes from the core system."""

    editors = frozenset({Role.SYSTEM_ADMIN})
    form = PersonForm

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: InsuredPerson, form: BaseForm, change: bool) -> None:
        values, by, on = form.cleaned_data, who(request), today()
        columns = {name: values[name] for name in ("psn_no", "name", "card_number", "work_unit")}
        person = persons.register(
            identity=values["identity_number"], phone=values["telephone"], **columns, by=by, on=on
        )
        persons.enrol(
            person=person,
            insurance_type=values["insurance_type"],
            area=values["insured_area"],
            first=values["insured_since"],
            serious_illness=values["serious_illness"],
            by=by,
            on=on,
        )
        if values["assistance"]:
            period = Period(values["insured_since"], None)
            persons.recognise(person=person, category=values["assistance"], period=period, by=by, on=on)
