"""Lists on their way into a file, and the files."""

from django.db import models
from django.db.models import F, Q

from kit.fields import WordField
from province.areas.models import Area
from province.exports.words import OPEN, ExportState
from province.staff.models import Account

LONGEST_ADDRESS = 2000


class ListExport(models.Model):
    """A list that somebody asked for as a file: which, as whom, how far it is, and where the file lies.

    `address` is the page with its filters and order, which never hold personal data; `place` says in which role, area
    and institution it was asked for. `as_of` is the moment whose rows the file holds.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="exports", verbose_name="申请人")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name="管辖区划")
    place = models.CharField("岗位", max_length=120)
    name = models.CharField("列表", max_length=60)
    address = models.CharField("地址", max_length=LONGEST_ADDRESS)
    asked = models.TextField("筛选条件", blank=True)
    state = WordField("状态", word=ExportState, max_length=10, default=ExportState.WAITING)
    why = models.CharField("说明", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done = models.PositiveIntegerField("已写行数", default=0)
    total = models.PositiveIntegerField("约计行数", null=True)
    stored_as = models.CharField("存放名", max_length=40, blank=True)
    size = models.PositiveBigIntegerField("字节数", null=True)
    digest = models.CharField("摘要", max_length=64, blank=True)
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    as_of = models.DateTimeField("数据时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导出文件"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["account", "id"], name="export_of_account"),
            models.Index(fields=["id"], name="export_waiting", condition=Q(state__in=OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "address"],
                condition=Q(state__in=OPEN),
                name="export_once_at_a_time",
                violation_error_message="这份列表已经在导出。",
            ),
            models.CheckConstraint(
                name="export_ready_is_whole",
                condition=~Q(state=ExportState.READY)
                | Q(done=F("total"), size__isnull=False, finished_at__isnull=False) & ~Q(stored_as="") & ~Q(digest=""),
                violation_error_message="只有写完的文件才能下载。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
