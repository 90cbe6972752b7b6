"""Areas by GB/T 2260 code, and the agencies that serve them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from kit.fields import WordField
from province.areas.words import AgencyKind, AreaLevel


class Area(models.Model):
    """One division. Its code's prefix names everything below it: 43, 4301, 430102."""

    code = models.CharField("区划代码", primary_key=True, max_length=6, validators=[RegexValidator(r"\A\d{6}\Z")])
    name = models.CharField("名称", max_length=40)
    level = WordField("层级", word=AreaLevel, max_length=8)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="area_code_six_digits",
                condition=Q(code__regex=r"^\d{6}$"),
                violation_error_message="区划代码应为六位数字。",
            ),
            models.CheckConstraint(
                name="area_parent_unless_province",
                condition=Q(level=AreaLevel.PROVINCE, parent=None)
                | (~Q(level=AreaLevel.PROVINCE) & Q(parent__isnull=False)),
                violation_error_message="除省级外，每个区划必须有上级。",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """A county with its city: two cities may have counties of one name. Lists select the parent along."""
        return f"{self.parent.name}{self.name}" if self.level == AreaLevel.COUNTY and self.parent else self.name

    @property
    def prefix(self) -> str:
        """What every code inside this area begins with."""
        return self.code[: self.level.digits]

    @property
    def pooling_code(self) -> str:
        """The code of the pooling area (统筹区): the city this area lies in."""
        return self.code[:4] + "00"


class Agency(models.Model):
    """A public body of one area: insurance department, insurance agency or health department."""

    name = models.CharField("名称", max_length=80, unique=True)
    kind = WordField("类别", word=AgencyKind, max_length=12)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agencies", verbose_name="区划")

    class Meta:
        verbose_name = verbose_name_plural = "机关与经办机构"
        ordering = ["area_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind"],
                name="agency_one_of_a_kind_per_area",
                violation_error_message="一个区划的同类机构只能有一个。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
