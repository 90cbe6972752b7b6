"""The annual account: what the funds have paid for one person, insurance type and year."""

from typing import Any

from django.db import models
from django.db.models import Q

from eligibility.people.models import InsuredPerson
from eligibility.people.words import InsuranceType
from kit.fields import WordField

ZERO_MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "default": 0}


class AnnualAccount(models.Model):
    """Locked by every settlement. `*_paid` is the ledger's sum; `*_elsewhere` is posted in by the core system."""

    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="accounts", verbose_name="参保人")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    year = models.PositiveSmallIntegerField("年度")
    pooled_paid = models.DecimalField("统筹已付", **ZERO_MONEY)
    serious_paid = models.DecimalField("大病已付", **ZERO_MONEY)
    assistance_paid = models.DecimalField("救助已付", **ZERO_MONEY)
    threshold_used = models.DecimalField("已计入救助起付标准", **ZERO_MONEY)
    pooled_elsewhere = models.DecimalField("统筹他处已付", **ZERO_MONEY)
    serious_elsewhere = models.DecimalField("大病他处已付", **ZERO_MONEY)
    assistance_elsewhere = models.DecimalField("救助他处已付", **ZERO_MONEY)

    class Meta:
        verbose_name = verbose_name_plural = "年度账户"
        ordering = ["person_id", "insurance_type", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "insurance_type", "year"],
                name="account_one_per_year",
                violation_error_message="一人一险种一年度只有一个账户。",
            ),
            # What a claim's account key leads to: no column of it ever changes, so the hot update stays HOT.
            models.UniqueConstraint(
                fields=["id", "person", "insurance_type", "year"],
                name="account_of_whom",
                violation_error_message="年度账户重复。",
            ),
            models.CheckConstraint(
                name="account_never_negative",
                condition=Q(
                    pooled_paid__gte=0,
                    serious_paid__gte=0,
                    assistance_paid__gte=0,
                    threshold_used__gte=0,
                    pooled_elsewhere__gte=0,
                    serious_elsewhere__gte=0,
                    assistance_elsewhere__gte=0,
                ),
                violation_error_message="年度账户不能为负。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.insurance_type} {self.year}"


class ElsewherePosting(models.Model):
    """What the core insurance system reports of the same limits' use elsewhere: once per its own reference."""

    reference = models.CharField("核心系统流水号", primary_key=True, max_length=64)
    account = models.ForeignKey(AnnualAccount, models.PROTECT, related_name="postings", verbose_name="年度账户")
    pooled = models.DecimalField("统筹", max_digits=16, decimal_places=2)
    serious_illness = models.DecimalField("大病", max_digits=16, decimal_places=2)
    assistance = models.DecimalField("救助", max_digits=16, decimal_places=2)
    posted_at = models.DateTimeField("记入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "他处已付记录"
        ordering = ["posted_at", "reference"]

    def __str__(self) -> str:
        return self.reference
