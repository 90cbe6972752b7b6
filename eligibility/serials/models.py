"""Serial numbers without gaps of meaning: one row a series, the last number given."""

from django.db import models


class Serial(models.Model):
    """A series (SQ430102-20261121, an institution's day of prescriptions) and its last number."""

    series = models.CharField("系列", primary_key=True, max_length=40)
    last = models.PositiveIntegerField("末号")

    class Meta:
        verbose_name = verbose_name_plural = "流水号"
        ordering = ["series"]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"
