"""The official working-day calendar: a year is either loaded whole or not known.

Only the exceptions to Monday-to-Friday are kept, some thirty rows a year: they are what the State
Council's notice prints, and what an administrator compares and corrects.
"""

from django.db import models
from django.db.models import F, Q

from kit.fields import CurrentTransaction


class CalendarYear(models.Model):
    """A year whose State Council notice has been entered. `version` changes with every change of its days."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=120)
    loaded_at = models.DateTimeField("载入时间", auto_now_add=True)
    version = models.BigIntegerField("版本", db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历年度"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                name="calendar_year_has_source",
                condition=~Q(source=""),
                violation_error_message="请写明依据的通知。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """An exception to Monday-to-Friday as the notice of `year` has it: a holiday, or a weekend day worked in exchange.

    A notice may name days around the turn of its year, so that two of them may speak of one day: the later one counts.
    """

    day = models.DateField("日期")
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days", verbose_name="通知年份")
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "节假日与调休"
        ordering = ["day", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "year"],
                name="calendar_day_once_a_notice",
                violation_error_message="同一通知中一天只能写一次。",
            ),
            models.CheckConstraint(
                name="calendar_day_near_its_year",
                condition=Q(day__year__gte=F("year") - 1, day__year__lte=F("year") + 1),
                violation_error_message="日期不在通知年份或者相邻年份内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarCorrection(models.Model):
    """What a later document says of one day: it outlasts every notice that is loaded again."""

    day = models.DateField("日期", primary_key=True)
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)
    document = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历更正"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                name="calendar_correction_has_document",
                condition=~Q(document=""),
                violation_error_message="请写明依据的文件。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
