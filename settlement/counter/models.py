"""What was answered, and what is still to be told."""

from django.db import models

from physicians.institutions.models import Institution
from settlement.claims.models import Claim


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
