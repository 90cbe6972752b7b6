"""Therapeutic fields, and the experts of each."""

import csv

from django.conf import settings
from django.db.models import QuerySet

from catalog.fields.models import ExpertField, TherapeuticField
from province.staff.models import Account
from province.staff.words import Role

DATA = settings.BASE_DIR / "catalog" / "fields" / "data" / "therapeutic_fields.csv"


def shipped_fields() -> list[TherapeuticField]:
    """The fields that come with the system, unsaved, each with the specialties that serve it."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return [
            TherapeuticField(code=row["code"], name=row["name"], specialties=row["specialties"].split())
            for row in csv.DictReader(file)
        ]


def experts() -> QuerySet[Account]:
    """Return whoever is an expert and works here, by name."""
    return Account.objects.filter(role=Role.EXPERT, is_active=True).order_by("name", "pk")


def expert_fields() -> QuerySet[ExpertField]:
    """Return the fields of those experts."""
    return ExpertField.objects.filter(account__role=Role.EXPERT, account__is_active=True)


def experts_of(field: str) -> QuerySet[Account]:
    """Return the experts of a field, by name; none where nobody has it."""
    return experts().filter(expert_fields__field=field)
