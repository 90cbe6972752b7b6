"""What the scheduled jobs did: one row a run, with counts."""

from django.db import models
from django.db.models import Q

from province.jobs.words import RunOutcome


class JobRun(models.Model):
    """One finished run: its effect and this row are one transaction, so a killed run leaves neither.

    A run that succeeded stands once per job and period, whatever number of schedulers there are.
    """

    job = models.CharField("任务", max_length=40)
    period_key = models.CharField("时段", max_length=20)
    on = models.DateField("业务日期")
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束")
    counts = models.JSONField("结果", default=dict)
    error = models.TextField("错误", blank=True)
    waiting_before = models.PositiveIntegerField("运行前等候", null=True)
    work_done = models.PositiveIntegerField("办理件数", null=True)
    waiting_after = models.PositiveIntegerField("运行后剩余", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务运行"
        ordering = ["-id"]
        indexes = [models.Index(fields=["job", "id"], name="job_run_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "period_key"],
                condition=Q(error=""),
                name="job_once_per_period",
                violation_error_message="该任务在本时段已经运行。",
            ),
            models.CheckConstraint(
                name="job_finished_after_start",
                condition=Q(finished_at__gte=models.F("started_at")),
                violation_error_message="任务结束不能早于开始。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period_key}"

    @property
    def outcome(self) -> RunOutcome:
        """What came of it."""
        if self.error:
            return RunOutcome.FAILED
        if self.waiting_before and not self.work_done:
            return RunOutcome.STUCK
        return RunOutcome.PART if self.waiting_after else RunOutcome.DONE
