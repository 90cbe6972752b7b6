"""Products: one manufacturer's pack of a drug, its admission, and its dated prices."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from catalog.drugs.models import Drug


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
    label_indication = models.TextField("说明书适应症")
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
