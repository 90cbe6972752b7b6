"""What the scheduled jobs did: one row a run, with counts."""

from django.db import models
from django.db.models import Q


class JobRun(models.Model):
    """One run of one job for one period; the unique key makes the effect happen once with two schedulers running."""

    job = models.CharField("任务", max_length=40)
    period_key = models.CharField("时段", max_length=20)
    on = models.DateField("业务日期")
    started_at = models.DateTimeField("开始", auto_now_add=True)
    finished_at = models.DateTimeField("结束", null=True, blank=True)
    counts = models.JSONField("结果", default=dict)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务运行"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "period_key"],
                name="job_once_per_period",
                violation_error_message="该任务在本时段已经运行。",
            ),
            models.CheckConstraint(
                name="job_error_only_when_finished",
                condition=Q(error="") | Q(finished_at__isnull=False),
                violation_error_message="未结束的任务没有错误信息。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period_key}"
