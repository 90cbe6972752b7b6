"""Products: one manufacturer's pack of a drug, its admission, and its dated prices."""

from django.db import models
from django.db.models import Q

from catalog.listings.words import DIRECT, DelistingCause
from catalog.products.models import Product
from kit.fields import Dated, WordField, no_overlap


class Admission(Dated):
    """The days on which a product is admitted to separate payment."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="admissions", verbose_name="产品")
    commitment_signed_on = models.DateField("承诺书签订日")
    cause = WordField("直接退出的情形", word=DelistingCause, max_length=20, blank=True)
    ended_for = models.CharField("退出原因", max_length=200, blank=True)
    end_document = models.CharField("退出文件号", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "产品准入"
        ordering = ["product_id", "first_day", "id"]
        constraints = [
            models.CheckConstraint(
                name="admission_ended_directly_with_document",
                condition=Q(cause="") | (Q(cause__in=DIRECT) & ~Q(end_document="")),
                violation_error_message="产品只因直接调出的情形退出，且须写明文件号；其他原因只写说明。",
            ),
            no_overlap("admission_no_overlap", "period", "product", message="同一产品的准入期不能重叠。"),
            models.CheckConstraint(
                name="admission_after_commitment",
                condition=Q(commitment_signed_on__lte=models.F("first_day")),
                violation_error_message="承诺书须在准入之日或之前签订。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"
