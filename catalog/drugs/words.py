"""Drugs (generic name x dosage form) and the days they are in the separate-payment list."""

from django.db import models


class NationalSection(models.TextChoices):
    NEGOTIATED = "negotiated", "协议期内谈判药品"
    BIDDING = "bidding", "竞价药品"
    REGULAR = "regular", "常规目录"


class Origin(models.TextChoices):
    """Why the drug may be listed; fixes how long and at which standard (HN-3.5, HN-10, HN-12)."""

    NEGOTIATED = "negotiated", "国家谈判"
    REGULAR_AFTER_AGREEMENT = "regular_after_agreement", "协议到期转入常规"
    GENERIC_OF_NEGOTIATED = "generic_of_negotiated", "谈判药品的仿制药"
