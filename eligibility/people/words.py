"""Insured persons, their enrolments and their assistance recognitions."""

from django.db import models


class InsuranceType(models.TextChoices):
    """National codes (险种类型)."""

    EMPLOYEE = "310", "职工医保"
    RESIDENT = "390", "居民医保"


class Sex(models.TextChoices):
    MALE = "1", "男"
    FEMALE = "2", "女"


class AssistanceCategory(models.TextChoices):
    DESTITUTE = "destitute", "特困人员"
    ORPHAN = "orphan", "孤儿"
    SUBSISTENCE = "subsistence", "低保对象"
    MARGINAL = "marginal", "低保边缘家庭成员"
    MONITORED = "monitored", "返贫监测对象"
