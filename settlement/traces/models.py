"""Trace codes: which packs are sold, and on which claim."""

from django.db import models
from django.db.models import Q


class TracePack(models.Model):
    """How much of one coded pack is sold: never more than the whole, in the whole province."""

    code = models.CharField("追溯码", primary_key=True, max_length=100)
    sold = models.DecimalField("已售（包）", max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = verbose_name_plural = "追溯码"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="trace_code_sold_once",
                condition=Q(sold__gte=0, sold__lte=1),
                violation_error_message="同一追溯码在退货前只能销售一次。",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TraceSale(models.Model):
    """A trace code on a claim: positive when sold, negative when given back."""

    claim = models.ForeignKey(
        "settlement.Claim", models.PROTECT, related_name="traces", db_index=False, verbose_name="结算"
    )
    position = models.PositiveSmallIntegerField("明细序号")
    code = models.CharField("追溯码", max_length=100, db_index=True)
    quantity = models.DecimalField("数量（包）", max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = verbose_name_plural = "追溯码销售"
        ordering = ["claim_id", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "code"],
                name="trace_once_per_claim",
                violation_error_message="同一结算中追溯码重复。",
            ),
        ]

    def __str__(self) -> str:
        return self.code
