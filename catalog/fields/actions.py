"""Therapeutic fields."""

from collections.abc import Iterable
from datetime import date

from acts.demands import carries
from catalog.fields.deeds import DEFINE, LOAD, SET_EXPERT_FIELDS
from catalog.fields.errors import NotAnExpert
from catalog.fields.models import ExpertField, TherapeuticField
from catalog.fields.queries import experts, shipped_fields
from kit.action import action
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.staff.models import Account

SHIPPED = "随系统提供"


@action
def load(*, by: Account | None, on: date) -> int:
    """Enter the fields that come with the system, or correct their names and specialties; returns how many."""
    fields = TherapeuticField.objects.bulk_create(
        shipped_fields(), update_conflicts=True, unique_fields=["code"], update_fields=["name", "specialties"]
    )
    record(LOAD, SHIPPED, by=by, on=on, data={"count": len(fields)})
    return len(fields)


@action
@carries("therapeutic_field.define")
def define(*, code: str, name: str, specialties: list[str], by: Account | None, on: date) -> TherapeuticField:
    """Enter a field of treatment, or correct its name and the specialties that serve it."""
    field, _ = TherapeuticField.objects.update_or_create(code=code, defaults={"name": name, "specialties": specialties})
    record(DEFINE, field, by=by, on=on, after=name, data={"specialties": specialties})
    return field


@action
def set_expert_fields(
    *, expert: Account, fields: Iterable[TherapeuticField], by: Account | None, on: date
) -> list[TherapeuticField]:
    """Say in which fields an expert is asked, in place of those before. Raises NotAnExpert."""
    # Of two who set the same expert's fields the later one's stand, and not both.
    row = lock_rows(experts().filter(pk=expert.pk)).first()
    if row is None:
        raise NotAnExpert(name=expert.name)
    new_fields = sorted(fields, key=lambda field: field.code)
    ExpertField.objects.filter(account=row).delete()
    ExpertField.objects.bulk_create(ExpertField(account=row, field=field) for field in new_fields)
    codes = [field.code for field in new_fields]
    record(SET_EXPERT_FIELDS, row, by=by, on=on, after=f"{len(new_fields)} 个领域", data={"fields": codes})
    return new_fields
