"""The one event log: history and audit in one append-only table."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F


class CurrentTransaction(models.Func):
    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class Event(models.Model):
    """Who did what to which thing, in which role, when, from what to what, and why. Never changed, never deleted."""

    at = models.DateTimeField("时间", auto_now_add=True)
    on = models.DateField("业务日期")
    actor = models.ForeignKey("province.Account", models.PROTECT, null=True, verbose_name="经办人")
    actor_name = models.CharField("姓名", max_length=60)
    role = models.CharField("角色", max_length=20)
    source_ip = models.GenericIPAddressField("来源地址", null=True)
    noun = models.CharField("对象", max_length=40)
    object_id = models.CharField("对象编号", max_length=40)
    verb = models.CharField("动作", max_length=40)
    before = models.CharField("原状态", max_length=40, blank=True)
    after = models.CharField("新状态", max_length=40, blank=True)
    why = models.TextField("理由", blank=True)
    obligation = models.CharField("依据", max_length=20, blank=True)
    area = models.CharField("区划", max_length=6, blank=True)
    data = models.JSONField("细目", default=dict)
    xid = models.BigIntegerField("事务号", db_default=CurrentTransaction())

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        ordering = [F("id").desc()]
        indexes = [
            models.Index(fields=["noun", "object_id", "id"], name="event_of_object"),
            BrinIndex(fields=["xid"], name="event_xid"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.object_id} {self.verb}"


class EventBlock(models.Model):
    """A sealed run of events [from_xid, to_xid): its digest covers the rows and the block before."""

    from_xid = models.BigIntegerField("起始事务号", unique=True)
    to_xid = models.BigIntegerField("截止事务号（不含）", unique=True)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("摘要", max_length=64)
    previous = models.CharField("前块摘要", max_length=64)
    sealed_at = models.DateTimeField("封存时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "事件封存块"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_xid}..{self.to_xid}"
