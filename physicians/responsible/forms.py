"""Forms of the registry."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from catalog.fields.models import TherapeuticField
from kit.forms import DayField, PageForm, WordChoice
from physicians.institutions.forms import reason_field
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import eligible_accounts, specialties
from physicians.responsible.words import Title
from province.staff.models import Account


class NominationForm(PageForm):
    """A hospital's nomination; the specialties are those that some field relates to."""

    code = forms.CharField(label="责任医师编码", max_length=13, help_text="D 加区划六位、顺序六位。")
    name = forms.CharField(label="姓名", max_length=40)
    title = WordChoice(Title, label="职称")
    specialty = forms.ChoiceField(label="执业专业")
    treatment_fields = forms.ModelMultipleChoiceField(
        label="治疗领域",
        queryset=TherapeuticField.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text="执业专业须与每个所选领域相关。",
    )
    insurance_physician = forms.BooleanField(label="医保医师", required=False, initial=True)
    front_line = forms.BooleanField(label="一线临床医师", required=False, initial=True)
    account = forms.ModelChoiceField(
        label="医师账号", queryset=Account.objects.none(), required=False, empty_label="暂不关联"
    )

    def __init__(
        self, hospital: Institution, data: QueryDict | None = None, *, from_system: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, from_system=from_system)
        self.fields["specialty"].choices = [(name, name) for name in specialties()]  # type: ignore[attr-defined]
        self.fields["account"].queryset = eligible_accounts(hospital)  # type: ignore[attr-defined]


def known_of(physician: ResponsiblePhysician) -> dict[str, object]:
    """What a returned nomination said, for the hospital to correct."""
    names = ("code", "name", "title", "specialty", "insurance_physician", "front_line")
    values = {name: getattr(physician, name) for name in names}
    return values | {"treatment_fields": list(physician.treatment_fields.all())}


class ReasonForm(PageForm):
    why = reason_field()


class StopForm(PageForm):
    last_day = DayField(label="末个有效日", help_text="当日仍可签署，次日起停止。")
    why = reason_field()


class PublicationForm(PageForm):
    physicians = forms.ModelMultipleChoiceField(
        label="发布的责任医师", queryset=ResponsiblePhysician.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    document = forms.CharField(label="发布文号", max_length=80)
    first = DayField(label="发布日", help_text="自当日起可以签署申请和处方，不能早于今天。")

    def __init__(self, waiting: QuerySet[ResponsiblePhysician], day: date, data: QueryDict | None = None) -> None:
        super().__init__(data, from_system={"first": day, "physicians": list(waiting)})
        self.fields["physicians"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["physicians"].label_from_instance = _summary  # type: ignore[attr-defined]


def _summary(physician: ResponsiblePhysician) -> str:
    return f"{physician}，{physician.specialty}，{physician.hospital.name}"
