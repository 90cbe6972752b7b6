"""Entitlements: the right to be paid for one drug, from a day to a day."""

from datetime import date

from django.db import models
from django.db.models import Q

from catalog.drugs.models import Drug
from catalog.fields.models import TherapeuticField
from catalog.products.models import Manufacturer, Product
from eligibility.entitlements.words import EndCause, EntitlementState, SuspensionCause
from eligibility.people.models import InsuredPerson
from kit.constraints import WithinRow
from kit.fields import Dated, PeriodField, WordField, no_overlap
from kit.period import Period
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from province.areas.models import Area


class Entitlement(Dated):
    """Granted once; `period` is what is in effect today and only ever shrinks.

    `ended_on` is the last day of effect. One that ends before it began keeps its period and has an
    `ended_on` before it: it is in effect on no day.
    """

    application = models.OneToOneField(
        "eligibility.TreatmentApplication", models.PROTECT, related_name="entitlement", verbose_name="申请"
    )
    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="entitlements", verbose_name="参保人")
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="entitlements", verbose_name="药品")
    generic_name = models.CharField("通用名", max_length=120)
    field = models.ForeignKey(TherapeuticField, models.PROTECT, related_name="+", verbose_name="治疗领域")
    diagnosis_code = models.CharField("诊断编码", max_length=20)
    insured_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="参保地")
    hospital = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="定点医疗机构")
    pharmacy = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="定点零售药店"
    )
    granted = PeriodField("批准期限")
    # From its first day to the day of the decision: what was bought then is paid afterwards. A renewal has none.
    retroactive = PeriodField("追溯期", null=True, blank=True)  # type: ignore[misc]
    ended_on = models.DateField("终止日", null=True, blank=True)
    end_cause = WordField("终止原因", word=EndCause, max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待遇资格"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "drug"], name="entitlement_of_person"),
            models.Index(fields=["last_day"], condition=Q(ended_on=None), name="entitlement_to_expire"),
            models.Index(fields=["last_day", "id", "insured_area"], name="entitlement_by_last_day"),
        ]
        constraints = [
            no_overlap(
                "entitlement_no_overlap",
                "period",
                "person",
                "drug",
                message="同一参保人同一药品的待遇期不能重叠。",
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="entitlement_ends_with_period",
                condition=Q(ended_on=None) | Q(ended_on=models.F("last_day")) | Q(ended_on__lt=models.F("first_day")),
                violation_error_message="终止日应为待遇期的最后一天。",
            ),
            models.CheckConstraint(
                name="entitlement_closed",
                condition=Q(last_day__isnull=False),
                violation_error_message="待遇资格必须有截止日。",
            ),
            models.CheckConstraint(
                name="entitlement_within_grant",
                condition=Q(granted__contains=models.F("period")),
                violation_error_message="待遇期不能超出批准期限。",
            ),
            models.CheckConstraint(
                name="entitlement_ended_with_cause",
                condition=Q(ended_on=None, end_cause="") | (Q(ended_on__isnull=False) & ~Q(end_cause="")),
                violation_error_message="终止须同时写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.generic_name} {self.period}"

    @property
    def void(self) -> bool:
        """Ended before it began."""
        return self.ended_on is not None and self.ended_on < self.period.first

    def holds_on(self, day: date) -> bool:
        return not self.void and super().holds_on(day)

    def state_on(self, day: date) -> EntitlementState:
        """Its state on a day; reads the suspensions, so prefetch them for lists."""
        if self.void or (self.period.last and day > self.period.last):
            return EntitlementState.ENDED
        if day < self.period.first:
            return EntitlementState.COMING
        is_suspended = any(suspension.holds_on(day) for suspension in self.suspensions.all())
        return EntitlementState.SUSPENDED if is_suspended else EntitlementState.ACTIVE


class EndBeforeDeath(models.Model):
    """How an entitlement would end had its person not died: given back where the death is taken back or moves."""

    entitlement = models.OneToOneField(
        Entitlement, models.PROTECT, primary_key=True, related_name="end_before_death", verbose_name="待遇资格"
    )
    last_day = models.DateField("原截止日")
    ended_on = models.DateField("原终止日", null=True, blank=True)
    end_cause = WordField("原终止原因", word=EndCause, max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "死亡前的待遇期"
        ordering = ["entitlement_id"]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.last_day}"


class ConfirmedManufacturer(models.Model):
    """A manufacturer on record for an entitlement: physician's finding, hospital's confirmation."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="manufacturers", verbose_name="待遇资格")
    manufacturer = models.ForeignKey(Manufacturer, models.PROTECT, related_name="+", verbose_name="生产企业")
    physician = models.ForeignKey(ResponsiblePhysician, models.PROTECT, related_name="+", verbose_name="责任医师")
    hospital = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="医疗机构")
    confirmed_on = models.DateField("确认日")

    class Meta:
        verbose_name = verbose_name_plural = "已确认生产企业"
        ordering = ["entitlement_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "manufacturer"],
                name="manufacturer_confirmed_once",
                violation_error_message="该生产企业已经确认。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.manufacturer}"


class ManufacturerFinding(models.Model):
    """A responsible physician finds another manufacturer's product fit; his hospital confirms it, or says why not."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="findings", verbose_name="待遇资格")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name="拟用产品")
    physician = models.ForeignKey(ResponsiblePhysician, models.PROTECT, related_name="+", verbose_name="责任医师")
    found_on = models.DateField("认定日")
    answered_on = models.DateField("答复日", null=True, blank=True)
    refused_for = models.CharField("不予确认的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "更换生产企业的认定"
        ordering = ["found_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "product"],
                condition=Q(answered_on=None),
                name="finding_once_until_answered",
                violation_error_message="这一产品已有责任医师认定，正等医院确认。",
            ),
            models.CheckConstraint(
                name="finding_refused_with_an_answer",
                condition=Q(refused_for="") | Q(answered_on__isnull=False),
                violation_error_message="不予确认的须有答复日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}（{self.physician.name}，{self.found_on} 认定）"


class Suspension(Dated):
    """Days on which an entitlement pays nothing. An open end means: until somebody ends it."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="suspensions", verbose_name="待遇资格")
    cause = WordField("原因", word=SuspensionCause, max_length=20)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待遇暂停"
        ordering = ["entitlement_id", "first_day", "id"]
        constraints = [
            no_overlap("suspension_no_overlap", "period", "entitlement", "cause", message="同一原因的暂停期不能重叠。"),
            # Not within the period of today: that shrinks, and a corrected death gives its days back.
            WithinRow(
                name="suspension_within_grant",
                field="period",
                to="entitlement",
                to_field="granted",
                violation_error_message="暂停期不能超出待遇的批准期限。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.cause} {self.period}"

    @property
    def in_effect(self) -> Period | None:
        """Those of its days on which something is held back: none past the entitlement's end, or of a void one."""
        return None if self.entitlement.void else self.period.common(self.entitlement.period)
