"""Alerts: something a supervisor must look at, raised once per cause and object."""

from django.db import models
from django.db.models import Q

from kit.fields import WordField
from province.staff.models import Account
from supervision.alerts.words import AlertKind


class Alert(models.Model):
    """Raised by a rule, looked at by a supervisor of the area, dismissed with a reason."""

    kind = WordField("类别", word=AlertKind, max_length=24)
    noun = models.CharField("对象", max_length=40)
    object_id = models.CharField("对象编号", max_length=40)
    area = models.CharField("区划", max_length=6)
    text = models.CharField("说明", max_length=300)
    source = models.CharField("依据", max_length=20)
    raised_on = models.DateField("发出日")
    dismissed_on = models.DateField("处理日", null=True, blank=True)
    dismissed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    dismissed_for = models.CharField("处理说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预警"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["raised_on", "id", "area"], name="alert_by_day"),
            models.Index(fields=["area"], condition=Q(dismissed_on=None), name="alert_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "noun", "object_id"],
                condition=~Q(kind=AlertKind.SALE_CONTRADICTED),
                name="alert_once_per_object",
                violation_error_message="该预警已经发出。",
            ),
            # What is learned of a sale after somebody has looked at it is to be looked at too.
            models.UniqueConstraint(
                fields=["kind", "noun", "object_id"],
                condition=Q(kind=AlertKind.SALE_CONTRADICTED, dismissed_on=None),
                name="alert_once_while_open",
                violation_error_message="该预警已经发出。",
            ),
            models.CheckConstraint(
                name="alert_dismissed_with_reason",
                condition=Q(dismissed_on=None, dismissed_by=None, dismissed_for="")
                | (Q(dismissed_on__isnull=False, dismissed_by__isnull=False) & ~Q(dismissed_for="")),
                violation_error_message="处理预警须写明处理人、日期和说明。",
            ),
        ]

    def __str__(self) -> str:
        return self.text
