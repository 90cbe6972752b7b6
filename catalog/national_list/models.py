"""Tables that were handed in: the file, how it is read, and what would become of each line."""

from django.db import models
from django.db.models import F, Q

from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from catalog.national_list.words import ImportKind, ImportState, LineKind
from kit.fields import WordField
from province.staff.models import Account


class CatalogueImport(models.Model):
    """A table on its way into the catalogue. The file stays here: what is confirmed is what was shown."""

    kind = WordField("内容", word=ImportKind, max_length=16)
    state = WordField("状态", word=ImportState, max_length=12, default=ImportState.MATCHING)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("摘要", max_length=64)
    content = models.BinaryField("文件")
    sheet = models.CharField("工作表", max_length=60, blank=True)
    heading = models.PositiveIntegerField("表头行", null=True)
    places = models.JSONField("各列位置", default=dict)
    first = models.DateField("起始日")
    document = models.CharField("文件号", max_length=80)
    section = WordField("目录部分", word=NationalSection, max_length=12, blank=True)
    field = models.ForeignKey(
        TherapeuticField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="治疗领域"
    )
    counts = models.JSONField("各类行数", default=dict)
    done = models.PositiveIntegerField("已比对行数", default=0)
    total = models.PositiveIntegerField("总行数", default=0)
    shown_digest = models.CharField("所示差异的摘要", max_length=64, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="确认人")

    class Meta:
        verbose_name = verbose_name_plural = "目录导入"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="import_confirmed_by_somebody",
                condition=Q(confirmed_on__isnull=False) | Q(confirmed_by__isnull=True),
                violation_error_message="确认导入须记录日期。",
            ),
            models.CheckConstraint(
                name="import_done_within_total",
                condition=Q(done__lte=F("total")),
                violation_error_message="已比对的行数不能多于总行数。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="import_waiting", condition=Q(state__in=[ImportState.COMPARING, ImportState.TAKING])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportLine(models.Model):
    """What would become of one line, or of what is stored and stands in no line."""

    catalogue_import = models.ForeignKey(CatalogueImport, models.CASCADE, related_name="lines", verbose_name="导入")
    number = models.PositiveIntegerField("行", null=True)
    kind = WordField("差异", word=LineKind, max_length=8)
    name = models.CharField("名称", max_length=500, blank=True)
    changes = models.JSONField("变化", default=list)
    reasons = models.JSONField("原因", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["catalogue_import", "number", "id"], name="import_line_in_order"),
            models.Index(fields=["catalogue_import", "kind", "number", "id"], name="import_line_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
