"""What was answered, and what is still to be told."""

from django.db import models
from django.db.models import Q

from physicians.models import Institution
from settlement.models.claims import Claim


class Answer(models.Model):
    """What was answered to an idempotency key, word for word; kept for good. 2xx and 422 only."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", db_index=False, verbose_name="机构")
    key = models.CharField("幂等键", max_length=64)
    fingerprint = models.CharField("请求指纹", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    body = models.TextField("应答")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="answers", verbose_name="结算")
    answered_at = models.DateTimeField("应答时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "幂等应答"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "key"],
                name="answer_one_per_key",
                violation_error_message="该幂等键已有应答。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.key}"


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
