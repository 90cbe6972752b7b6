"""Prescriptions: serial number, content, physician's signature, what is left to dispense."""

from django.db import models


class PrescriptionKind(models.TextChoices):
    ORDINARY = "ordinary", "普通处方"
    LONG_TERM = "long_term", "长期处方"


class Setting(models.TextChoices):
    OUTPATIENT = "outpatient", "门诊"
    INPATIENT = "inpatient", "住院"
