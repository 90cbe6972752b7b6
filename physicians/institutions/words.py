"""Designated hospitals and pharmacies, their agreements, their staff and their API clients."""

from django.db import models


class InstitutionKind(models.TextChoices):
    HOSPITAL = "H", "定点医疗机构"
    PHARMACY = "P", "定点零售药店"
