"""What was answered, and what is still to be told."""

from django.db import models
from django.db.models import Q

from physicians.institutions.models import Institution
from settlement.claims.models import Claim


class Answer(models.Model):
    """What was answered to an idempotency key, word for word, and what it tells: a claim or a refusal; kept for good.
    2xx and 422 only."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", db_index=False, verbose_name="机构")
    key = models.CharField("幂等键", max_length=64)
    fingerprint = models.CharField("请求指纹", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    body = models.TextField("应答")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="answers", verbose_name="结算")
    refusal = models.JSONField("不予办理的原因", null=True)
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
            models.CheckConstraint(
                name="answer_claim_or_refusal",
                condition=Q(claim__isnull=False, refusal__isnull=True) | Q(claim__isnull=True, refusal__isnull=False),
                violation_error_message="应答须对应一笔结算或一条不予办理的原因，二者取一。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.key}"
