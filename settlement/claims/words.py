"""Claims, their lines and the ledger, never changed once written. No index that a constraint gives is made twice."""

from django.db import models

from acts.vocabulary import Payer


class Fund(models.TextChoices):
    """Who pays: the policy's payers, with their names."""

    POOLED = Payer.POOLED_FUND.value, "基本医疗保险统筹基金"
    SERIOUS_ILLNESS = Payer.SERIOUS_ILLNESS.value, "大病保险"
    ASSISTANCE = Payer.MEDICAL_ASSISTANCE.value, "医疗救助"
    PATIENT = Payer.PATIENT.value, "个人负担"
