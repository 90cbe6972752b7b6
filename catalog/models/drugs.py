"""Drugs (generic name x dosage form) and the days they are in the separate-payment list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from province.models.fields import Dated, no_overlap


class TherapeuticField(models.Model):
    """A field of treatment (治疗领域): what makes two physicians interchangeable for one drug."""

    code = models.CharField("代码", primary_key=True, max_length=20)
    name = models.CharField("名称", max_length=40, unique=True)
    specialties = ArrayField(
        models.CharField(max_length=20),
        verbose_name="相关专业",
        default=list,
        blank=True,
        help_text="哪些执业专业的医师可以负责本领域的药品（第二十条“相关专业”）。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "治疗领域"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class NationalSection(models.TextChoices):
    NEGOTIATED = "negotiated", "协议期内谈判药品"
    BIDDING = "bidding", "竞价药品"
    REGULAR = "regular", "常规目录"


class Origin(models.TextChoices):
    """Why the drug may be listed; fixes how long and at which standard (HN-3.5, HN-10, HN-12)."""

    NEGOTIATED = "negotiated", "国家谈判"
    REGULAR_AFTER_AGREEMENT = "regular_after_agreement", "协议到期转入常规"
    GENERIC_OF_NEGOTIATED = "generic_of_negotiated", "谈判药品的仿制药"


class Drug(models.Model):
    """One generic name in one catalogue dosage form, as the national list prints it."""

    generic_name = models.CharField("通用名", max_length=120)
    pinyin = models.CharField("拼音", max_length=400, editable=False, db_index=True)
    dosage_form = models.CharField("医保目录剂型", max_length=40)
    national_number = models.CharField("国家目录编号", max_length=20, blank=True)
    category_code = models.CharField("分类代码", max_length=20, blank=True)
    section = models.CharField("国家目录部分", max_length=12, choices=NationalSection)
    sold_in_pharmacies = models.BooleanField("可在药店销售", default=True)
    rare_disease = models.BooleanField("罕见病用药", default=False)
    field = models.ForeignKey(TherapeuticField, models.PROTECT, related_name="drugs", verbose_name="治疗领域")
    restricted_scope = models.TextField("限定支付范围", help_text="国家目录印刷文字，照录，不得改动。")
    demonstration = models.BooleanField("演示数据（待核实）", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "药品"
        ordering = ["generic_name", "dosage_form", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["generic_name", "dosage_form"],
                name="drug_name_and_form_once",
                violation_error_message="同一通用名、同一剂型只能登记一次。",
            ),
            models.CheckConstraint(
                name="drug_section_known",
                condition=Q(section__in=NationalSection.values),
                violation_error_message="国家目录部分不在名录内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.generic_name}（{self.dosage_form}）"

    @property
    def dual_channel(self) -> bool:
        """Every negotiated drug that pharmacies may sell, no list needed. Source: HN-3.2."""
        return self.section == NationalSection.NEGOTIATED and self.sold_in_pharmacies


class NationalAgreement(Dated):
    """The days of a national agreement and the standard as the national list prints it (HN-10.1, HN-12.2)."""

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


class DelistingCause(models.TextChoices):
    """Direct removal (HN-17) and removal after expert review (HN-18)."""

    APPROVAL_REVOKED = "approval_revoked", "批准证明文件被撤销或质量问题通报"
    NEGATIVE_LIST = "negative_list", "列入负面清单"
    ENTERED_BY_FRAUD = "entered_by_fraud", "弄虚作假进入目录"
    COMMITMENT_BROKEN = "commitment_broken", "未履行承诺或国家规定直接调出"
    PRICE_HIGH = "price_high", "同治疗领域价格明显偏高"
    VALUE_UNCLEAR = "value_unclear", "临床价值不确切或有更好替代"
    COVERED_ELSEWHERE = "covered_elsewhere", "其他门诊待遇可保障"
    NOT_USED = "not_used", "上年度使用量为零"
    UNFIT = "unfit", "适应症不明确、疗程短或术前用药"
    OTHER = "other", "不符合安全性、有效性、经济性"


AFTER_REVIEW = (
    DelistingCause.PRICE_HIGH,
    DelistingCause.VALUE_UNCLEAR,
    DelistingCause.COVERED_ELSEWHERE,
    DelistingCause.NOT_USED,
    DelistingCause.UNFIT,
    DelistingCause.OTHER,
)


class Listing(Dated):
    """The days on which a drug is in the province's separate-payment list (HN-10)."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="listings", verbose_name="药品")
    origin = models.CharField("来源", max_length=24, choices=Origin)
    reference = models.ForeignKey(
        Drug, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所仿谈判药品"
    )
    document = models.CharField("文件号", max_length=80)
    validity_reason = models.CharField("另定有效期的理由", max_length=200, blank=True)
    delisted_for = models.CharField("调出原因", max_length=20, choices=DelistingCause, blank=True)
    delisted_document = models.CharField("调出文件号", max_length=80, blank=True)
    expert_review = models.CharField("专家评审记录", max_length=80, blank=True)
    expiry_handled = models.BooleanField("到期已处理", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "目录有效期"
        ordering = ["drug_id", "first_day", "id"]
        constraints = [
            no_overlap("listing_no_overlap", "period", "drug", message="同一药品的目录有效期不能重叠。"),
            models.CheckConstraint(
                name="listing_delisted_with_document",
                condition=Q(delisted_for="", delisted_document="") | (~Q(delisted_for="") & ~Q(delisted_document="")),
                violation_error_message="调出目录须同时写明原因和文件号。",
            ),
            models.CheckConstraint(
                name="listing_closed",
                condition=Q(last_day__isnull=False),
                violation_error_message="目录有效期必须有截止日。",
            ),
            models.CheckConstraint(
                name="listing_delisted_after_review",
                condition=Q(delisted_for__in=AFTER_REVIEW) ^ Q(expert_review=""),
                violation_error_message="第十八条的调出须有专家评审记录，第十七条的直接调出不须评审。",
            ),
            models.CheckConstraint(
                name="listing_generic_names_its_reference",
                condition=Q(origin=Origin.GENERIC_OF_NEGOTIATED) ^ Q(reference=None),
                violation_error_message="仿制药须写明所仿的谈判药品，其他来源不写。",
            ),
        ]
        indexes = [
            models.Index(fields=["last_day"], name="listing_to_expire", condition=Q(expiry_handled=False)),
        ]

    def __str__(self) -> str:
        return f"{self.drug} {self.period}"
