"""Drugs (generic name x dosage form) and the days they are in the separate-payment list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
