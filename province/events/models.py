"""The one event log: history and audit in one append-only table, sealed in chained blocks."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kit.fields import CurrentTransaction


class Event(models.Model):
    """Who did what to which thing, in which role, when, from what to what, and why. Never changed, never deleted.

    `on` is the business day, `at` the moment. Personal data of the insured never stands here: `object_id`
    points to it.
    """

    at = models.DateTimeField("时间", db_default=Now())
    on = models.DateField("业务日期")
    actor = models.ForeignKey(
        "province.Account", models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="经办人"
    )
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
            # Claims come by the hundred a second and without an actor: they pay for no index entry here.
            models.Index(fields=["actor", "id"], name="event_of_actor", condition=Q(actor__isnull=False)),
            BrinIndex(fields=["xid"], name="event_xid"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_area_code",
                condition=Q(area="") | Q(area__regex=r"^\d{6}$"),
                violation_error_message="事件的区划代码应为六位数字。",
            ),
            models.CheckConstraint(
                name="event_says_what",
                condition=~Q(noun="") & ~Q(object_id="") & ~Q(verb=""),
                violation_error_message="事件必须写明对象、编号和动作。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.object_id} {self.verb}"


class EventBlock(models.Model):
    """The sealed events of the transactions [from_xid, to_xid): the digest covers the block before and every row."""

    from_xid = models.BigIntegerField("起始事务号", unique=True)
    to_xid = models.BigIntegerField("截止事务号（不含）", unique=True)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("摘要", max_length=64)
    previous = models.CharField("前块摘要", max_length=64, blank=True)
    sealed_at = models.DateTimeField("封存时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "事件封存块"
        ordering = ["to_xid"]
        constraints = [
            models.CheckConstraint(
                name="event_block_not_empty",
                condition=Q(from_xid__lt=F("to_xid")) & Q(count__gt=0),
                violation_error_message="封存块不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_xid}..{self.to_xid}"
