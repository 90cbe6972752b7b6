"""Products: one manufacturer's pack of a drug, its admission, and its dated prices."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from catalog.models.drugs import Drug
from province.models.fields import Dated, no_overlap


class Manufacturer(models.Model):
    name = models.CharField("企业名称", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "生产企业"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="manufacturer_name_once", violation_error_message="该企业已登记。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A pack as it is sold. Every price of it is yuan per pack; a split pack is a fraction of one."""

    code = models.CharField("医保药品编码", primary_key=True, max_length=40)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="products", verbose_name="药品")
    manufacturer = models.ForeignKey(Manufacturer, models.PROTECT, related_name="products", verbose_name="生产企业")
    trade_name = models.CharField("商品名", max_length=80, blank=True)
    specification = models.CharField("规格", max_length=80)
    pack = models.CharField("包装", max_length=80)
    units_per_pack = models.PositiveIntegerField("每包数量", validators=[MinValueValidator(1)])
    unit = models.CharField("最小单位", max_length=10)
    approval_number = models.CharField("批准文号", max_length=40)
    label_indication = models.TextField("法定适应症")
    injection = models.BooleanField("注射剂", default=False)
    demonstration = models.BooleanField("演示数据（待核实）", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "产品"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="product_pack_holds_something",
                condition=Q(units_per_pack__gte=1),
                violation_error_message="每包数量至少为 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug.generic_name} {self.specification} {self.manufacturer}"


class Admission(Dated):
    """The days on which a product is admitted to separate payment (HN-4.2 to HN-4.4)."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="admissions", verbose_name="产品")
    commitment_signed_on = models.DateField("承诺书签订日")
    ended_for = models.CharField("退出原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单行支付准入"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            no_overlap("admission_no_overlap", "period", "product", message="同一产品的准入期不能重叠。"),
            models.CheckConstraint(
                name="admission_after_commitment",
                condition=Q(commitment_signed_on__lte=models.F("first_day")),
                violation_error_message="承诺书须在准入之日或之前签订（第四条）。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"


class Price(Dated):
    """What the two dated prices share: a product, yuan per pack, a document."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="%(class)ss", verbose_name="产品")
    amount = models.DecimalField("元/包", max_digits=16, decimal_places=6)
    document = models.CharField("依据", max_length=120)

    class Meta:
        abstract = True


class PaymentStandard(Price):
    """The whole cost that fund and patient bear together (HN-12.1)."""

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
    """The price on the provincial purchasing platform, or what the company really supplies at (HN-13.2)."""

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
