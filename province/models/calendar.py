"""The official working-day calendar: a year is either loaded whole or not known."""

from django.db import models


class CalendarYear(models.Model):
    """A year whose State Council notice has been entered."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=120)
    loaded_at = models.DateTimeField("载入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历年度"
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """An exception to Monday-to-Friday: a holiday, or a weekend day worked in exchange."""

    day = models.DateField("日期", primary_key=True)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name="年份")
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "节假日与调休"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
