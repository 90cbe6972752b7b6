"""Therapeutic fields."""

from datetime import date

from acts.demands import carries
from catalog.fields.deeds import DEFINE, LOAD
from catalog.fields.models import TherapeuticField
from catalog.fields.queries import shipped_fields
from kit.action import action
from province.events.actions.recording import record
from province.staff.models import Account


@action
def load(*, by: Account | None, on: date) -> int:
    """Enter the fields that come with the system, or correct their names and specialties; returns how many."""
    fields = TherapeuticField.objects.bulk_create(
        shipped_fields(), update_conflicts=True, unique_fields=["code"], update_fields=["name", "specialties"]
    )
    record(LOAD, "shipped", by=by, on=on, data={"count": len(fields)})
    return len(fields)


@action
@carries("therapeutic_field.define")
def define(*, code: str, name: str, specialties: list[str], by: Account | None, on: date) -> TherapeuticField:
    """Enter a field of treatment, or correct its name and the specialties that serve it."""
    field, _ = TherapeuticField.objects.update_or_create(code=code, defaults={"name": name, "specialties": specialties})
    record(DEFINE, field, by=by, on=on, after=name, data={"specialties": specialties})
    return field
