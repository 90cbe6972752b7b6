"""Products: one manufacturer's pack of a drug, its admission, and its dated prices."""

from django.db import models
from django.db.models import Q

from catalog.products.models import Product
from kit.fields import Dated, no_overlap
from province.proposals.models import FigureRow


class Price(Dated):
    """What the two dated prices share: a product, yuan per pack, a document."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="%(class)ss", verbose_name="产品")
    amount = models.DecimalField("元/包", max_digits=16, decimal_places=6)
    document = models.CharField("依据", max_length=120)

    class Meta:
        abstract = True


class PaymentStandard(Price, FigureRow):
    """The whole cost that fund and patient bear together, set by two persons."""

    confidential = models.BooleanField("企业申请保密", default=False)
    negotiated = models.BooleanField("国家谈判确定", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "支付标准"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            no_overlap("standard_no_overlap", "period", "product", message="同一产品的支付标准日期不能重叠。"),
            models.CheckConstraint(
                name="standard_positive",
                condition=Q(amount__gt=0),
                violation_error_message="支付标准必须大于零。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"


class ListedPrice(Price):
    """The price on the provincial purchasing platform, or what the company really supplies at."""

    class Meta:
        verbose_name = verbose_name_plural = "挂网价与供应价"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            no_overlap("listed_price_no_overlap", "period", "product", message="同一产品的挂网价日期不能重叠。"),
            models.CheckConstraint(
                name="listed_price_positive",
                condition=Q(amount__gt=0),
                violation_error_message="挂网价必须大于零。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"
