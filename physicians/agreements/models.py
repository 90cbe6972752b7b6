"""Designated hospitals and pharmacies, their agreements, their staff and their API clients."""

from django.db import models
from django.db.models import Q

from kit.fields import Dated, no_overlap
from physicians.institutions.models import Institution


class Agreement(Dated):
    """A special agreement in force: what makes an institution designated."""

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
                violation_error_message="相关费用原则上不纳入总额等指标；纳入的须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.period}"
