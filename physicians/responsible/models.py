"""Responsible physicians, their fields and the days on which they are published."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from catalog.fields.models import TherapeuticField
from kit.fields import Dated, NameWordsField, WordField, no_overlap
from physicians.institutions.models import Institution
from physicians.institutions.words import InstitutionKind
from physicians.responsible.words import PhysicianState, Title
from province.staff.models import Account


class ResponsiblePhysician(models.Model):
    """A physician who answers for drugs of one field of treatment. D + area 6 + serial 6."""

    code = models.CharField(
        "责任医师编码", primary_key=True, max_length=13, validators=[RegexValidator(r"\AD\d{12}\Z")]
    )
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, blank=True, related_name="physician", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=40)
    name_words = NameWordsField("姓名检索词")
    hospital = models.ForeignKey(Institution, models.PROTECT, related_name="physicians", verbose_name="医疗机构")
    title = WordField("职称", word=Title, max_length=16)
    specialty = models.CharField("执业专业", max_length=20)
    treatment_fields = models.ManyToManyField(TherapeuticField, related_name="physicians", verbose_name="治疗领域")
    insurance_physician = models.BooleanField("医保医师", default=True)
    front_line = models.BooleanField("一线临床", default=True)
    state = WordField("状态", word=PhysicianState, max_length=10, default=PhysicianState.NOMINATED)
    nominated_on = models.DateField("提名日期")

    class Meta:
        verbose_name = verbose_name_plural = "责任医师"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="physician_code_shape",
                condition=Q(code__regex=r"^D\d{12}$"),
                violation_error_message="责任医师编码应为 D 加 12 位数字。",
            ),
            models.CheckConstraint(
                name="physician_in_hospital",
                condition=Exact(Left("hospital_id", 1), InstitutionKind.HOSPITAL.value),
                violation_error_message="责任医师只能由定点医疗机构确定。",
            ),
            models.CheckConstraint(
                name="physician_state_known",
                condition=Q(state__in=PhysicianState.values),
                violation_error_message="责任医师状态不在名录内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_title_display()}）"


class Publication(Dated):
    """The days on which a physician stands on the published list.

    A suspension closes one; coming back opens another.
    """

    physician = models.ForeignKey(
        ResponsiblePhysician, models.PROTECT, related_name="publications", verbose_name="责任医师"
    )
    document = models.CharField("发布文号", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "责任医师发布"
        ordering = ["physician_id", "first_day", "id"]
        constraints = [
            no_overlap("publication_no_overlap", "period", "physician", message="同一责任医师的发布期不能重叠。"),
        ]

    def __str__(self) -> str:
        return f"{self.physician_id} {self.period}"
