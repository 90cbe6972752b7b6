"""Products: one manufacturer's pack of a drug, and what is true of it from day to day."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from catalog.drugs.models import Drug
from catalog.products.words import INJECTED, Route
from kit.fields import Dated, WordField, no_overlap


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
    demonstration = models.BooleanField("演示数据（待核实）", default=False)

    # What `described_on(day)` puts here: the terms of the day; None where the product has none.
    terms_of_day: "ProductTerms | None" = None

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


class ProductTerms(Dated):
    """What label and maker say of a product on the days of the period. The latest row has no last day."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="terms", verbose_name="产品")
    route = WordField("给药途径", word=Route, max_length=12)
    cold_chain = models.BooleanField("须冷链", default=False)
    indivisible = models.BooleanField("整包不可拆分使用", default=False, help_text="如三个月一次的长效针剂。")
    long_term_allowed = models.BooleanField("可开长期处方", default=False)
    label_indication = models.TextField("说明书适应症")
    daily_maximum = models.DecimalField(
        "说明书每日最大量", max_digits=12, decimal_places=4, null=True, blank=True, help_text="最小单位；未载明的留空。"
    )
    trace_prefix = models.CharField(
        "追溯码前缀", max_length=7, blank=True, help_text="追溯码开头的 7 位数字；不知道的留空。"
    )
    document = models.CharField("依据", max_length=80)
    injection = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(route__in=INJECTED), output_field=models.BooleanField()),
        output_field=models.BooleanField("注射剂"),
        db_persist=True,
    )

    class Meta:
        verbose_name = verbose_name_plural = "产品说明"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            no_overlap(
                "product_terms_no_overlap",
                "period",
                "product",
                message="这一天起的产品说明已登记，有误的请更正。",
            ),
            models.CheckConstraint(
                name="product_terms_route_known",
                condition=Q(route__in=Route.values),
                violation_error_message="给药途径不在名录内。",
            ),
            models.CheckConstraint(
                name="product_terms_daily_maximum_positive",
                condition=Q(daily_maximum=None) | Q(daily_maximum__gt=0),
                violation_error_message="每日最大量必须大于零。",
            ),
            models.CheckConstraint(
                name="product_terms_trace_prefix_digits",
                condition=Q(trace_prefix__regex=r"^([0-9]{7})?$"),
                violation_error_message="追溯码前缀应为 7 位数字。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"
