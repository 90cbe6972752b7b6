"""Insured persons, their enrolments and their assistance recognitions."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from eligibility.people.words import AssistanceCategory, InsuranceType, Sex
from kit.fields import Dated, EncryptedTextField, NameWordsField, WordField, no_overlap
from province.areas.models import Area

HAS_A_LETTER = RegexValidator(r"[^\W\d_]", "姓名应有汉字或字母，请核对。", "NAME_WITHOUT_LETTERS")


class InsuredPerson(models.Model):
    """A person as the core insurance system knows him. Identity number and phone are encrypted at rest."""

    psn_no = models.CharField("人员编号", primary_key=True, max_length=30)
    name = models.CharField("姓名", max_length=60, validators=[HAS_A_LETTER])
    pinyin = models.CharField("拼音", max_length=400, db_index=True)  # to sort by
    name_words = NameWordsField("姓名检索词")
    sex = WordField("性别", word=Sex, max_length=1)
    born_on = models.DateField("出生日期")
    died_on = models.DateField("死亡日期", null=True, blank=True)
    identity = EncryptedTextField("身份证号")
    identity_hash = models.CharField("身份证号检索值", max_length=64)
    identity_corrected_at = models.DateTimeField("身份证号更正时间", null=True, blank=True)
    card_number = models.CharField("医保卡号", max_length=30, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    work_unit = models.CharField("工作单位", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参保人"
        ordering = ["psn_no"]
        indexes = [GinIndex(fields=["name_words"], name="person_by_name_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_hash"],
                name="person_identity_once",
                violation_error_message="该身份证号已登记在另一人员编号下。",
            ),
            models.CheckConstraint(
                name="person_sex_known",
                condition=Q(sex__in=Sex.values),
                violation_error_message="性别不在名录内。",
            ),
            models.CheckConstraint(
                name="person_dies_after_birth",
                condition=Q(died_on=None) | Q(died_on__gte=models.F("born_on")),
                violation_error_message="死亡日期不能早于出生日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(Dated):
    """The days on which a person is insured and enjoys benefits normally: type, area, serious illness."""

    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="enrolments", verbose_name="参保人")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="参保地")
    serious_illness = models.BooleanField("参加大病保险", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "参保记录"
        ordering = ["person_id", "first_day", "id"]
        constraints = [
            no_overlap("enrolment_no_overlap", "period", "person", message="同一人的参保期不能重叠。"),
            models.CheckConstraint(
                name="enrolment_type_known",
                condition=Q(insurance_type__in=InsuranceType.values),
                violation_error_message="险种不在名录内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.insurance_type} {self.period}"


class BenefitHold(Dated):
    """Days inside an enrolment on which benefits are held back, such as arrears."""

    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="holds", verbose_name="参保人")
    cause = models.CharField("原因", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "待遇封锁"
        ordering = ["person_id", "first_day", "id"]
        constraints = [
            no_overlap("benefit_hold_no_overlap", "period", "person", message="同一人的待遇封锁期不能重叠。"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class AssistanceRecognition(Dated):
    """The days on which a person is recognised as a recipient of medical assistance."""

    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="recognitions", verbose_name="参保人")
    category = WordField("救助对象类别", word=AssistanceCategory, max_length=16)

    class Meta:
        verbose_name = verbose_name_plural = "救助对象认定"
        ordering = ["person_id", "first_day", "id"]
        constraints = [
            no_overlap("recognition_no_overlap", "period", "person", message="同一人的救助认定期不能重叠。"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.category} {self.period}"
