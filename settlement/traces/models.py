"""Trace codes: which packs are sold, and on which claim; and which products may be sold without one."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalog.products.models import Product
from kit.fields import Dated, no_overlap
from physicians.institutions.models import Institution


class TracePack(models.Model):
    """How much of one coded pack is sold, in smallest units: never more than the whole, in the whole province.

    What came back and may not be sold again stays sold, and is counted beside it.
    """

    code = models.CharField("追溯码", primary_key=True, max_length=100)
    units = models.PositiveIntegerField("每包数量（最小单位）", validators=[MinValueValidator(1)])
    sold = models.PositiveIntegerField("已售（最小单位）")
    returned = models.PositiveIntegerField("其中已退回、不再销售（最小单位）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "追溯码"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="trace_code_sold_once",
                condition=Q(units__gte=1, sold__lte=F("units")),
                violation_error_message="同一追溯码在退货前只能销售一次。",
            ),
            models.CheckConstraint(
                name="trace_code_returned_of_sold",
                condition=Q(returned__lte=F("sold")),
                violation_error_message="退回的不能多于售出的。",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TraceSale(models.Model):
    """A trace code on a claim, in smallest units: positive when sold, negative when given back."""

    claim = models.ForeignKey(
        "settlement.Claim", models.PROTECT, related_name="traces", db_index=False, verbose_name="结算"
    )
    position = models.PositiveSmallIntegerField("明细序号")
    code = models.CharField("追溯码", max_length=100, db_index=True)
    units = models.IntegerField("数量（最小单位）")

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


class UncodedProduct(Dated):
    """The days on which packs of a product may be sold that were made before they had codes (无码库)."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name="产品")
    document = models.CharField("文件号", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "无码药品"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            no_overlap("uncoded_no_overlap", "period", "product", message="同一产品列入无码库的日期不能重叠。"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"


class UncodedStock(models.Model):
    """How many smallest units of a product without codes an institution declared to have, and has sold since."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", db_index=False, verbose_name="机构")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name="产品")
    declared = models.PositiveIntegerField("申报（最小单位）")
    used = models.PositiveIntegerField("已售（最小单位）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "无码库存"
        ordering = ["institution_id", "product_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "product"],
                name="uncoded_stock_once",
                violation_error_message="该机构已申报过这个产品的无码库存。",
            ),
            models.CheckConstraint(
                name="uncoded_stock_within_declared",
                condition=Q(used__lte=F("declared")),
                violation_error_message="售出的无码药品不能超过申报的库存。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.product_id}"
