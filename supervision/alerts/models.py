"""Alerts: something a supervisor must look at, raised once per cause and object."""

from django.db import models
from django.db.models import Q

from kit.fields import WordField
from province.staff.models import Account
from supervision.alerts.rules import Standing
from supervision.alerts.words import AlertKind, AlertResult, AlertState

OPEN = Q(dismissed_on=None, cleared_on=None)


class Alert(models.Model):
    """Raised by a rule; closed by a supervisor of the area with a result, or by itself once its cause is gone."""

    kind = WordField("类别", word=AlertKind, max_length=24)
    noun = models.CharField("对象", max_length=40)
    object_id = models.CharField("对象编号", max_length=40)
    area = models.CharField("区划", max_length=6)
    text = models.CharField("说明", max_length=300)
    source = models.CharField("依据", max_length=20)
    raised_on = models.DateField("发出日")
    urged_on = models.DateField("督办日", null=True, blank=True)
    urged_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    urged_for = models.CharField("督办要求", max_length=200, blank=True)
    dismissed_on = models.DateField("处理日", null=True, blank=True)
    dismissed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    dismissed_for = models.CharField("处理说明", max_length=200, blank=True)
    result = WordField("处理结果", word=AlertResult, max_length=12, blank=True)
    cleared_on = models.DateField("原因消除日", null=True, blank=True)
    cleared_for = models.CharField("原因消除的情形", max_length=200, blank=True)

    # What `with_standings` puts here: how the thing that the alert is about stands now.
    standing: Standing = Standing()

    class Meta:
        verbose_name = verbose_name_plural = "预警"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["raised_on", "id", "area"], name="alert_by_day"),
            models.Index(fields=["area", "kind"], condition=OPEN, name="alert_waiting"),
            models.Index(fields=["dismissed_on"], condition=Q(dismissed_on__isnull=False), name="alert_by_dealing"),
            models.Index(fields=["cleared_on"], condition=Q(cleared_on__isnull=False), name="alert_by_clearing"),
            models.Index(fields=["id"], condition=OPEN, name="alert_to_review"),
            models.Index(fields=["area"], condition=OPEN & Q(urged_on__isnull=False), name="alert_urged"),
        ]
        constraints = [
            # One that closed by itself is raised anew when its cause comes back; one that a person closed is not.
            models.UniqueConstraint(
                fields=["kind", "noun", "object_id"],
                condition=~Q(kind=AlertKind.SALE_CONTRADICTED) & Q(cleared_on=None),
                name="alert_once_per_object",
                violation_error_message="该预警已经发出。",
            ),
            # What is learned of a sale after somebody has looked at it is to be looked at too.
            models.UniqueConstraint(
                fields=["kind", "noun", "object_id"],
                condition=Q(kind=AlertKind.SALE_CONTRADICTED) & OPEN,
                name="alert_once_while_open",
                violation_error_message="该预警已经发出。",
            ),
            models.CheckConstraint(
                name="alert_dismissed_with_reason",
                condition=Q(dismissed_on=None, dismissed_by=None, dismissed_for="", result="")
                | (Q(dismissed_on__isnull=False, dismissed_by__isnull=False) & ~Q(dismissed_for="")),
                violation_error_message="处理预警须写明处理人、日期和说明。",
            ),
            models.CheckConstraint(
                name="alert_cleared_with_event",
                condition=Q(cleared_on=None, cleared_for="")
                | (Q(cleared_on__isnull=False, dismissed_on=None) & ~Q(cleared_for="")),
                violation_error_message="原因消除须写明日期和情形；已由人处理的预警不再自行关闭。",
            ),
            models.CheckConstraint(
                name="alert_urged_by_somebody",
                condition=Q(urged_on=None, urged_by=None, urged_for="")
                | (Q(urged_on__isnull=False, urged_by__isnull=False) & ~Q(urged_for="")),
                violation_error_message="督办须写明督办人、日期和要求。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def state(self) -> AlertState:
        """Where it stands."""
        if self.dismissed_on:
            return AlertState.CLOSED
        if self.cleared_on:
            return AlertState.CLEARED
        return AlertState.URGED if self.urged_on else AlertState.OPEN

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to deal with it."""
        return self.dismissed_on is None and self.cleared_on is None
