"""Therapeutic fields."""

import csv

from django.conf import settings

from catalog.fields.models import TherapeuticField

DATA = settings.BASE_DIR / "catalog" / "fields" / "data" / "therapeutic_fields.csv"


def shipped_fields() -> list[TherapeuticField]:
    """The fields that come with the system, unsaved, each with the specialties that serve it."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return [
            TherapeuticField(code=row["code"], name=row["name"], specialties=row["specialties"].split())
            for row in csv.DictReader(file)
        ]
