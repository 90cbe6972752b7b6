"""Designated hospitals and pharmacies, their agreements, their staff and their API clients."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from oauth2_provider.models import AbstractApplication

from province.models import Account, Area
from province.models.fields import Dated, no_overlap


class InstitutionKind(models.TextChoices):
    HOSPITAL = "H", "定点医疗机构"
    PHARMACY = "P", "定点零售药店"


class Institution(models.Model):
    """A hospital or pharmacy. 12 characters: H or P, the area's six digits, five of serial."""

    code = models.CharField("机构编码", primary_key=True, max_length=12, validators=[RegexValidator(r"\A[HP]\d{11}\Z")])
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=1, choices=InstitutionKind)
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


class Agreement(Dated):
    """A special agreement in force: what makes an institution designated (HN-25.2, HN-27.1)."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreements", verbose_name="机构")
    document = models.CharField("协议编号", max_length=80)
    outpatient = models.BooleanField("含门诊管理条款", default=True)
    excluded_from_totals = models.BooleanField("不纳入总额、DRG/DIP 与次均费用", default=True)
    totals_reason = models.CharField("纳入总额的理由", max_length=200, blank=True)
    physician_services = models.BooleanField("含责任医师服务条款", default=False)
    ended_for = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "医保协议"
        ordering = ["institution_id", "first_day", "id"]
        constraints = [
            no_overlap("agreement_no_overlap", "period", "institution", message="同一机构的协议期不能重叠。"),
            models.CheckConstraint(
                name="agreement_closed",
                condition=Q(last_day__isnull=False),
                violation_error_message="医保协议必须有截止日。",
            ),
            models.CheckConstraint(
                name="agreement_says_why_in_totals",
                condition=Q(excluded_from_totals=True) ^ ~Q(totals_reason=""),
                violation_error_message="相关费用原则上不纳入总额等指标；纳入的须写明理由（第二十七条）。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.period}"


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


class ApiClient(AbstractApplication):
    """A system of an institution that speaks to the API by OAuth 2 client credentials."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="api_clients", verbose_name="机构")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta(AbstractApplication.Meta):
        verbose_name = verbose_name_plural = "接口客户端"

    def __str__(self) -> str:
        return f"{self.institution_id} {self.client_id}"

    def is_usable(self, request: object) -> bool:
        """Asked by the OAuth library before it gives a token."""
        return self.revoked_at is None
