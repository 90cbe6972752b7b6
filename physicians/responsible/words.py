"""Responsible physicians, their fields and the days on which they are published."""

from django.db import models


class Title(models.TextChoices):
    CHIEF = "chief", "主任医师"
    ASSOCIATE_CHIEF = "associate_chief", "副主任医师"
    ATTENDING = "attending", "主治医师"


class PhysicianState(models.TextChoices):
    NOMINATED = "nominated", "医院已提名"
    REVIEWED = "reviewed", "市州经办已审核"
    RECORDED = "recorded", "市级已备案"
    RETURNED = "returned", "已退回"
    PUBLISHED = "published", "已发布"
    SUSPENDED = "suspended", "已暂停"
    REMOVED = "removed", "已移出"
