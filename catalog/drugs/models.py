"""Drugs (generic name x dosage form), what the national list says of each from day to day, and its agreements."""

from django.db import models
from django.db.models import Q

from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from kit.fields import Dated, WordField, no_overlap


class Drug(models.Model):
    """One generic name in one catalogue dosage form, as the national list prints it."""

    generic_name = models.CharField("通用名", max_length=120)
    pinyin = models.CharField("拼音", max_length=400, editable=False, db_index=True)
    dosage_form = models.CharField("医保目录剂型", max_length=40)
    national_number = models.CharField("国家目录编号", max_length=20, blank=True)
    category_code = models.CharField("分类代码", max_length=20, blank=True)
    rare_disease = models.BooleanField("罕见病用药", default=False)
    field = models.ForeignKey(TherapeuticField, models.PROTECT, related_name="drugs", verbose_name="治疗领域")
    demonstration = models.BooleanField("演示数据（待核实）", default=False)

    # What `described_on(day)` puts here: the terms of the day; None where the drug has none.
    terms_of_day: "DrugTerms | None" = None

    class Meta:
        verbose_name = verbose_name_plural = "药品"
        ordering = ["generic_name", "dosage_form", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["generic_name", "dosage_form"],
                name="drug_name_and_form_once",
                violation_error_message="同一通用名、同一剂型只能登记一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.generic_name}（{self.dosage_form}）"


class DrugTerms(Dated):
    """What the national list says of a drug on the days of the period. The latest row has no last day."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="terms", verbose_name="药品")
    section = WordField("国家目录部分", word=NationalSection, max_length=12)
    sold_in_pharmacies = models.BooleanField("可在药店销售", default=True)
    restricted_scope = models.TextField(
        "限定支付范围", blank=True, help_text="国家目录印刷文字，照录，不得改动；未限定的留空。"
    )
    conditions = models.JSONField("限定条件", default=list, blank=True)
    document = models.CharField("文件号", max_length=80)
    # Every negotiated drug that pharmacies may sell, no list needed: said here alone, for rows and statements alike.
    dual_channel = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(section=NationalSection.NEGOTIATED.value, sold_in_pharmacies=True), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField("双通道"),
        db_persist=True,
    )

    class Meta:
        verbose_name = verbose_name_plural = "药品目录内容"
        ordering = ["drug_id", "first_day", "id"]
        constraints = [
            no_overlap("drug_terms_no_overlap", "period", "drug", message="这一天起的目录内容已登记，有误的请更正。"),
            models.CheckConstraint(
                name="drug_terms_section_known",
                condition=Q(section__in=NationalSection.values),
                violation_error_message="国家目录部分不在名录内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug} {self.period}"


class NationalAgreement(Dated):
    """The days of a national agreement and the standard as the national list prints it."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="agreements", verbose_name="药品")
    printed_standard = models.CharField("目录所印支付标准", max_length=200, help_text="照录；* 为企业申请保密。")
    document = models.CharField("文件号", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "国家协议期"
        ordering = ["drug_id", "first_day", "id"]
        constraints = [
            no_overlap("national_agreement_no_overlap", "period", "drug", message="同一药品的国家协议期不能重叠。"),
            models.CheckConstraint(
                name="national_agreement_closed",
                condition=Q(last_day__isnull=False),
                violation_error_message="国家协议期必须有截止日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug} {self.period}"
