"""Drugs (generic name x dosage form) and the days they are in the separate-payment list."""

from django.db import models
from django.db.models import Q

from catalog.drugs.models import Drug
from catalog.drugs.words import DrugOrigin
from catalog.listings.words import AFTER_REVIEW, DelistingCause
from kit.fields import Dated, WordField, no_overlap


class Listing(Dated):
    """The days on which a drug is in the province's separate-payment list."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="listings", verbose_name="药品")
    origin = WordField("来源", word=DrugOrigin, max_length=24)
    reference = models.ForeignKey(
        Drug, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所仿谈判药品"
    )
    document = models.CharField("文件号", max_length=80)
    validity_reason = models.CharField("另定有效期的理由", max_length=200, blank=True)
    delisted_for = WordField("调出原因", word=DelistingCause, max_length=20, blank=True)
    delisted_document = models.CharField("调出文件号", max_length=80, blank=True)
    expert_review = models.CharField("专家评审记录", max_length=80, blank=True)
    reviewed_on = models.DateField("专家评审日期", null=True, blank=True)
    experts = models.CharField("评审专家", max_length=200, blank=True)
    expiry_handled = models.BooleanField("到期已处理", default=False, editable=False)
    lapse_handled = models.BooleanField("到期待决定已告知", default=False, editable=False)

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
                violation_error_message="评审后调出须有专家评审记录，直接调出不须评审。",
            ),
            models.CheckConstraint(
                name="listing_review_has_its_number",
                condition=~Q(expert_review="") | Q(reviewed_on=None, experts=""),
                violation_error_message="评审日期和专家须连同评审记录编号登记。",
            ),
            models.CheckConstraint(
                name="listing_generic_names_its_reference",
                condition=Q(origin=DrugOrigin.GENERIC_OF_NEGOTIATED) ^ Q(reference=None),
                violation_error_message="仿制药须写明所仿的谈判药品，其他来源不写。",
            ),
        ]
        indexes = [
            models.Index(fields=["last_day"], name="listing_to_expire", condition=Q(expiry_handled=False)),
        ]

    def __str__(self) -> str:
        return f"{self.drug} {self.period}"
