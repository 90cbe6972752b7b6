"""What was answered, and what is still to be told."""

from django.db import models
from django.db.models import Q

from settlement.claims.models import Claim


class OutboxMessage(models.Model):
    """A claim or reversal to be told to the core insurance system; the row is the truth, a task is a hint."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="outbox", verbose_name="结算")
    created_at = models.DateTimeField("生成时间", auto_now_add=True)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)
    attempts = models.PositiveIntegerField("尝试次数", default=0)
    error = models.CharField("最近错误", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待送核心系统"
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="outbox_pending")]

    def __str__(self) -> str:
        return f"{self.claim_id}"
