"""Prescriptions: serial number, content, physician's signature, what is left to dispense."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from catalog.products.models import Product
from eligibility.applications.models import KeptPaper
from eligibility.entitlements.models import Entitlement
from eligibility.people.models import InsuredPerson
from eligibility.prescriptions.rules.supply import Regimen
from eligibility.prescriptions.words import CareSetting, EarlyReason, PrescriptionKind, PrescriptionState
from kit.constraints import SameRow, WithinRow
from kit.fields import Dated, WordField
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician


class PaperPrescription(KeptPaper):
    """What a physician wrote on paper between application and decision: evidence of a purchase of those days."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="papers", verbose_name="待遇资格")
    written_on = models.DateField("纸质处方开具日")
    recorded_on = models.DateField("补录日")

    class Meta:
        verbose_name = verbose_name_plural = "纸质处方"
        ordering = ["entitlement_id", "written_on", "id"]
        constraints = [
            WithinRow(
                name="paper_written_before_decision",
                field="written_on",
                to="entitlement",
                to_field="retroactive",
                violation_error_message="纸质处方的开具日应在待遇首日至审核决定日之间。",
            ),
            models.CheckConstraint(
                name="paper_recorded_after_it_was_written",
                condition=Q(recorded_on__gte=models.F("written_on")),
                violation_error_message="补录日不能早于纸质处方的开具日。",
            ),
            models.UniqueConstraint(
                fields=["id", "entitlement", "written_on"],
                name="paper_of_entitlement_and_day",
                violation_error_message="纸质处方与待遇、开具日不一致。",
            ),
        ]


class Prescription(Dated):
    """Valid on the days of `period`. The signature covers `content`, the canonical text of what was ordered."""

    rxno = models.CharField("处方流水号", primary_key=True, max_length=24)
    kind = WordField("处方类型", word=PrescriptionKind, max_length=10, default=PrescriptionKind.ORDINARY)
    setting = WordField("场景", word=CareSetting, max_length=10, default=CareSetting.OUTPATIENT)
    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="prescriptions", verbose_name="参保人")
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, related_name="prescriptions", verbose_name="待遇资格"
    )
    physician = models.ForeignKey(
        ResponsiblePhysician,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prescriptions",
        verbose_name="责任医师",
    )
    clinician_name = models.CharField("开方医师", max_length=40)
    hospital = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="医疗机构")
    diagnosis_code = models.CharField("诊断编码", max_length=20)
    diagnosis = models.CharField("诊断", max_length=200)
    issued_on = models.DateField("开具日")
    content = models.TextField("签名内容")
    signature = models.CharField("签名", max_length=200)
    withdrawn_at = models.DateTimeField("作废时间", null=True, blank=True)
    early_reason = WordField("余药未尽续方的原因", word=EarlyReason, max_length=12, blank=True)
    assessment = models.CharField("长期处方评估", max_length=400, blank=True)
    patient_signed = models.BooleanField("患者已签字", default=False)
    paper = models.OneToOneField(
        PaperPrescription,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prescription",
        verbose_name="纸质处方",
    )

    class Meta:
        verbose_name = verbose_name_plural = "处方"
        ordering = ["-rxno"]
        indexes = [
            models.Index(fields=["person", "issued_on"], name="prescription_of_person"),
            models.Index(fields=["issued_on", "rxno"], name="prescription_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="prescription_outpatient_by_responsible_physician",
                condition=Q(setting=CareSetting.INPATIENT) | Q(physician__isnull=False),
                violation_error_message="门诊与药店用药须由责任医师开具处方。",
            ),
            models.CheckConstraint(
                name="prescription_valid_from_issue",
                condition=Q(period__startswith=models.F("issued_on")),
                violation_error_message="处方自开具日起有效。",
            ),
            models.CheckConstraint(
                name="prescription_signed",
                condition=~Q(signature=""),
                violation_error_message="处方必须有医师电子签名。",
            ),
            models.CheckConstraint(
                name="prescription_long_term_assessed",
                condition=~Q(kind=PrescriptionKind.LONG_TERM) | (~Q(assessment="") & Q(patient_signed=True)),
                violation_error_message="长期处方须有评估记录和患者签字。",
            ),
            SameRow(
                name="prescription_as_on_its_paper",
                fields=["paper", "entitlement", "issued_on"],
                to="eligibility.PaperPrescription",
                to_fields=["id", "entitlement", "written_on"],
                violation_error_message="补录的处方须与纸质处方的待遇、开具日一致。",
            ),
            models.CheckConstraint(
                name="prescription_on_paper_for_outpatient",
                condition=Q(paper=None) | Q(entitlement__isnull=False, setting=CareSetting.OUTPATIENT),
                violation_error_message="补录的处方须有待遇，且为门诊或药店用药。",
            ),
            models.UniqueConstraint(
                fields=["entitlement", "issued_on"],
                condition=Q(paper__isnull=False, withdrawn_at=None),
                name="prescription_on_paper_once_a_day",
                violation_error_message="该待遇这一天的纸质处方已经补录。",
            ),
        ]

    def __str__(self) -> str:
        return self.rxno

    def state_on(self, day: date) -> PrescriptionState:
        """Its state on a day, as every page and answer says it; reads the lines, so prefetch them for lists."""
        lines = self.lines.all()
        if self.withdrawn_at:
            is_partly_sold = any(line.dispensed for line in lines)
            return PrescriptionState.STOPPED if is_partly_sold else PrescriptionState.TAKEN_BACK
        if self.paper_id is not None:
            return PrescriptionState.ON_PAPER
        if not any(line.left for line in lines):
            return PrescriptionState.DISPENSED
        return PrescriptionState.VALID if self.holds_on(day) else PrescriptionState.OVER


class PrescriptionLine(models.Model):
    """One product ordered: packs, days of supply, and how much of it has been dispensed and paid."""

    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="lines", verbose_name="处方")
    position = models.PositiveSmallIntegerField("序号")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name="产品")
    quantity = models.DecimalField("数量（包）", max_digits=16, decimal_places=4)
    dose = models.DecimalField("每次用量（最小单位）", max_digits=12, decimal_places=4)
    times = models.PositiveSmallIntegerField("用药日次数", default=1)
    taken_days = models.PositiveSmallIntegerField("周期内用药天数", default=1)
    cycle_days = models.PositiveSmallIntegerField("周期天数", default=1)
    supply_days = models.PositiveIntegerField("可用天数")
    usage = models.CharField("用法用量", max_length=200)
    dispensed = models.DecimalField("已结算数量", max_digits=16, decimal_places=4, default=0)
    dispensed_on = models.DateField("最近购药日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "处方明细"
        ordering = ["prescription_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["prescription", "position"],
                name="prescription_line_position",
                violation_error_message="处方明细序号重复。",
            ),
            models.UniqueConstraint(
                fields=["prescription", "product"],
                name="prescription_line_product",
                violation_error_message="同一处方中同一产品只能开一行。",
            ),
            models.CheckConstraint(
                name="prescription_line_positive",
                condition=Q(quantity__gt=0, supply_days__gte=1),
                violation_error_message="数量与用药天数必须大于零。",
            ),
            models.CheckConstraint(
                name="prescription_line_regimen",
                condition=Q(dose__gt=0, times__gte=1, taken_days__gte=1, cycle_days__gte=models.F("taken_days")),
                violation_error_message="每次用量、次数和天数必须大于零，用药天数不超过周期。",
            ),
            models.CheckConstraint(
                name="prescription_line_dispensed_on_a_day",
                condition=Q(dispensed=0) | Q(dispensed_on__isnull=False),
                violation_error_message="已结算的须有购药日。",
            ),
            models.CheckConstraint(
                name="prescription_line_never_beyond_quantity",
                condition=Q(dispensed__gte=0, dispensed__lte=models.F("quantity")),
                violation_error_message="结算数量不能超过处方数量。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prescription_id}-{self.position}"

    @property
    def left(self) -> Decimal:
        """What is still to be dispensed, whatever the prescription's state."""
        return self.quantity - self.dispensed

    @property
    def regimen(self) -> Regimen:
        return Regimen(self.dose, self.times, self.taken_days, self.cycle_days)
