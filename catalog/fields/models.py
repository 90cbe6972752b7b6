"""Fields of treatment, and who judges in which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from province.staff.models import Account


class TherapeuticField(models.Model):
    """A field of treatment (治疗领域): what makes two physicians interchangeable for one drug."""

    code = models.CharField("代码", primary_key=True, max_length=20)
    name = models.CharField("名称", max_length=40, unique=True)
    specialties = ArrayField(
        models.CharField(max_length=20),
        verbose_name="相关专业",
        default=list,
        blank=True,
        help_text="哪些执业专业的医师可以负责本领域的药品，即其“相关专业”。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "治疗领域"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class ExpertField(models.Model):
    """A field of treatment in which an expert is asked."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="expert_fields", verbose_name="评审专家")
    field = models.ForeignKey(TherapeuticField, models.PROTECT, related_name="experts", verbose_name="治疗领域")

    class Meta:
        verbose_name = verbose_name_plural = "专家领域"
        ordering = ["account", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "field"],
                name="expert_field_once",
                violation_error_message="该专家已有这个领域。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.field_id}"
