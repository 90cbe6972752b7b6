"""Local money: dated rows with a document behind each, set by two persons, never policy text."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Right
from django.db.models.lookups import Exact

from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.fields import WordField, no_overlap
from province.areas.models import Area
from province.proposals.models import FigureRow
from settlement.figures.words import LimitKind, RateKind


class AnnualLimit(FigureRow):
    """One yearly limit of a pooling area and insurance type: of the pooled fund, of serious illness, or of both.

    One of a category of recipients goes before the general one, which has none. `no_ceiling` is said of serious illness
    alone, to recipients among residents.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="统筹区")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    kind = WordField("限额", word=LimitKind, max_length=16)
    category = WordField("救助对象类别", word=AssistanceCategory, max_length=16, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2)
    no_ceiling = models.BooleanField("不设封顶线", default=False)
    document = models.CharField("文件号", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "年度限额"
        ordering = ["area_id", "insurance_type", "kind", "first_day", "id"]
        constraints = [
            no_overlap(
                "limit_no_overlap",
                "period",
                "area",
                "insurance_type",
                "kind",
                "category",
                message="同一限额的日期不能重叠。",
            ),
            models.CheckConstraint(
                name="limit_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="限额不能小于零。",
            ),
            models.CheckConstraint(
                name="limit_without_ceiling",
                condition=Q(no_ceiling=False)
                | (
                    Q(insurance_type=InsuranceType.RESIDENT, kind=LimitKind.SERIOUS_ILLNESS, amount=0) & ~Q(category="")
                ),
                violation_error_message="只有居民医保救助对象的大病保险可以不设封顶线，金额为零。",
            ),
            models.CheckConstraint(
                name="limit_of_pooling_area",
                condition=Exact(Right("area_id", 2), "00"),
                violation_error_message="限额按统筹区设定，不能按县区设定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} {self.insurance_type.label} {self.kind.label} {self.period}"


class AssistanceRule(FigureRow):
    """How medical assistance pays a category in a pooling area: rate, yearly threshold and limit."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="统筹区")
    category = WordField("救助对象类别", word=AssistanceCategory, max_length=16)
    rate = models.DecimalField("救助比例", max_digits=5, decimal_places=4)
    threshold = models.DecimalField("年度起付标准（元）", max_digits=16, decimal_places=2, default=0)
    annual_limit = models.DecimalField("年度限额（元）", max_digits=16, decimal_places=2)
    beyond_maximum = models.BooleanField("超年度最高支付限额部分计入", default=False)
    document = models.CharField("文件号", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "医疗救助标准"
        ordering = ["area_id", "category", "first_day", "id"]
        constraints = [
            no_overlap(
                "assistance_no_overlap", "period", "area", "category", message="同一类别的救助标准日期不能重叠。"
            ),
            models.CheckConstraint(
                name="assistance_rate_a_share",
                condition=Q(rate__gte=0, rate__lte=1),
                violation_error_message="救助比例应在 0 与 1 之间。",
            ),
            models.CheckConstraint(
                name="assistance_amounts_not_negative",
                condition=Q(threshold__gte=0, annual_limit__gte=0),
                violation_error_message="救助起付标准与限额不能小于零。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} {self.category.label} {self.period}"


class AreaRate(FigureRow):
    """A rate that a city sets for itself, alike in both channels, never by county.

    Whether there is a deductible or segments is said or not known: nothing (NULL) is no word for none.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="统筹区")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    kind = WordField("待遇", word=RateKind, max_length=20)
    rate = models.DecimalField("支付比例", max_digits=5, decimal_places=4)
    first_share = models.DecimalField("先行自付比例", max_digits=5, decimal_places=4, default=0)
    deductible = models.DecimalField("起付线（元）", max_digits=16, decimal_places=2, null=True)
    segmented = models.BooleanField("按分段支付", null=True)
    document = models.CharField("文件号", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "统筹区支付比例"
        ordering = ["area_id", "insurance_type", "kind", "first_day", "id"]
        constraints = [
            no_overlap(
                "rate_no_overlap", "period", "area", "insurance_type", "kind", message="同一比例的日期不能重叠。"
            ),
            models.CheckConstraint(
                name="rate_a_share",
                condition=Q(rate__gte=0, rate__lte=1, first_share__gte=0, first_share__lte=1),
                violation_error_message="比例应在 0 与 1 之间。",
            ),
            models.CheckConstraint(
                name="rate_deductible_not_negative",
                condition=Q(deductible=None) | Q(deductible__gte=0),
                violation_error_message="起付线不能小于零。",
            ),
            models.CheckConstraint(
                name="rate_of_pooling_area",
                condition=Exact(Right("area_id", 2), "00"),
                violation_error_message="支付比例按地市设定，不能按县区设定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} {self.insurance_type.label} {self.kind.label} {self.period}"
