"""Designated hospitals and pharmacies, their agreements, their staff and their API clients."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from kit.fields import Dated, SoundField, WordField, no_overlap
from physicians.institutions.words import InstitutionKind
from province.areas.models import Area
from province.staff.models import Account


class Institution(models.Model):
    """A hospital or pharmacy. 12 characters: H or P, the area's six digits, five of serial."""

    code = models.CharField("机构编码", primary_key=True, max_length=12, validators=[RegexValidator(r"\A[HP]\d{11}\Z")])
    name = models.CharField("名称", max_length=120)
    pinyin = SoundField("拼音", max_length=900)
    kind = WordField("类别", word=InstitutionKind, max_length=1)
    area = models.ForeignKey(Area, models.PROTECT, related_name="institutions", verbose_name="所在区划")
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定点医药机构"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="institution_code_shape",
                condition=Q(code__regex=r"^[HP]\d{11}$"),
                violation_error_message="机构编码应为 H 或 P 加 11 位数字。",
            ),
            models.CheckConstraint(
                name="institution_code_says_kind",
                condition=Q(code__startswith=models.F("kind")),
                violation_error_message="机构编码首字母须与类别一致。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_hospital(self) -> bool:
        return self.kind is InstitutionKind.HOSPITAL


class InstitutionSuspension(Dated):
    """Days on which a designated institution may not settle."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="suspensions", verbose_name="机构")
    cause = models.CharField("原因", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "机构暂停"
        ordering = ["institution_id", "first_day", "id"]
        constraints = [
            no_overlap(
                "institution_suspension_no_overlap", "period", "institution", message="同一机构的暂停期不能重叠。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.period}"


class InstitutionStaff(models.Model):
    """Which institution a physician, an insurance office or a pharmacist works for."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="post", verbose_name="账号")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="staff", verbose_name="机构")

    class Meta:
        verbose_name = verbose_name_plural = "机构工作人员"
        ordering = ["account_id"]

    def __str__(self) -> str:
        return f"{self.account} {self.institution}"
