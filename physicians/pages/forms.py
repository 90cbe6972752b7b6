"""Forms of the registry."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from catalog.models import TherapeuticField
from physicians.models import Institution, ResponsiblePhysician, Title
from physicians.queries.physicians import eligible_accounts, specialties
from province.forms import DayField, PageForm, PeriodFormField
from province.models import Account, Area, AreaLevel


def reason_field(label: str = "理由") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class InstitutionForm(PageForm):
    code = forms.CharField(label="机构编码", max_length=12, help_text="H（医院）或 P（药店）加区划六位、顺序五位。")
    name = forms.CharField(label="名称", max_length=120)
    area = forms.ModelChoiceField(label="所在区划", queryset=Area.objects.filter(level=AreaLevel.COUNTY))
    address = forms.CharField(label="地址", max_length=200, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)


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


class SuspensionForm(PageForm):
    first = DayField(label="暂停起始日", help_text="当日起不能结算。")
    last = DayField(label="暂停截止日", required=False, help_text="不填表示到恢复为止。")
    cause = reason_field("暂停原因")


class ResumptionForm(PageForm):
    first = DayField(label="恢复日", help_text="当日起可以结算。")
    why = reason_field()


class ClientForm(PageForm):
    name = forms.CharField(label="系统名称", max_length=80, help_text="例如：收银系统、医院信息系统。")


class RevocationForm(PageForm):
    why = reason_field("停用原因")


class NominationForm(PageForm):
    """A hospital's nomination; the specialties are those that some field relates to."""

    code = forms.CharField(label="责任医师编码", max_length=13, help_text="D 加区划六位、顺序六位。")
    name = forms.CharField(label="姓名", max_length=40)
    title = forms.ChoiceField(label="职称", choices=Title.choices)
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
        self, hospital: Institution, data: QueryDict | None = None, *, known: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, known=known)
        self.fields["specialty"].choices = [(name, name) for name in specialties()]  # type: ignore[attr-defined]
        self.fields["account"].queryset = eligible_accounts(hospital)  # type: ignore[attr-defined]


def known_of(physician: ResponsiblePhysician) -> dict[str, object]:
    """What a returned nomination said, for the hospital to correct."""
    names = ("code", "name", "title", "specialty", "insurance_physician", "front_line")
    kept = {name: getattr(physician, name) for name in names}
    return kept | {"treatment_fields": list(physician.treatment_fields.all())}


class ReasonForm(PageForm):
    why = reason_field()


class NothingMore(PageForm):
    """An act that needs no words."""


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
        super().__init__(data, known={"first": day, "physicians": list(waiting)})
        self.fields["physicians"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["physicians"].label_from_instance = _told  # type: ignore[attr-defined]


def _told(physician: ResponsiblePhysician) -> str:
    return f"{physician}，{physician.specialty}，{physician.hospital.name}"
