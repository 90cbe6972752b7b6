"""How entitlements end: one by one, by the calendar, or with their drug."""

from datetime import date

from django.db.models import F, Func

from acts.register import carries
from eligibility.actions.entitlements.steps import allowed, lock, tell
from eligibility.models import EndCause, Entitlement
from eligibility.queries.entitlements import of_drug_beyond, outlived, to_expire
from province.actions.action import action
from province.actions.events import record_each
from province.announcements import DrugLeft, EntitlementCut, announce
from province.models import Account


@action
def end(
    *, entitlement: Entitlement, cause: EndCause | str, last_day: date, by: Account | None, on: date
) -> Entitlement:
    """End it for good, with `last_day` as the last day of effect; before its first day it never takes effect.

    Raises NotFound, WrongState.
    """
    held = lock(entitlement, by)
    allowed(held, "end", by, on)
    before, held.end_cause = str(held.period), cause
    last = last_day if held.period.last is None else min(last_day, held.period.last)
    held.ended_on = last
    if last >= held.period.first:
        held.period = held.period.until(last)
    held.save()
    tell(held, "end", by, on, source="HN-24.1", before=before, after=str(last), why=held.get_end_cause_display())
    announce(EntitlementCut(entitlement_id=held.pk, last_day=last, by=by, on=on))
    return held


@action
@carries("HN-23.6")
def expire(*, on: date) -> int:
    """Mark ended whose last day has passed. Set-based and safe to repeat. Returns how many."""
    rows = to_expire(on).select_for_update(skip_locked=True).order_by("id")
    held = list(rows.values_list("pk", "insured_area_id"))
    Entitlement.objects.filter(pk__in=[pk for pk, _ in held]).update(ended_on=F("last_day"), end_cause=EndCause.EXPIRED)
    return record_each(by=None, on=on, noun="entitlement", verb="expire", objects=held, source="HN-23.6")


@action
@carries("HN-23.9")
def end_for_drug(left: DrugLeft) -> int:
    """The drug left the list: whoever has it keeps it to its last valid day. Set-based. Returns how many."""
    rows = of_drug_beyond(left.drug_id, left.last_day).select_for_update().order_by("id")
    held = list(rows.values_list("pk", "insured_area_id", "first_day"))
    begun = Entitlement.objects.filter(pk__in=[pk for pk, _, first in held if first <= left.last_day])
    begun.update(period=_UntilDay("period", left.last_day), ended_on=left.last_day, end_cause=EndCause.DRUG_LEFT)
    unbegun = Entitlement.objects.filter(pk__in=[pk for pk, _, first in held if first > left.last_day])
    unbegun.update(ended_on=left.last_day, end_cause=EndCause.DRUG_LEFT)
    for pk, _, _ in held:
        announce(EntitlementCut(entitlement_id=pk, last_day=left.last_day, by=left.by, on=left.on))
    return record_each(
        by=left.by,
        on=left.on,
        noun="entitlement",
        verb="drug_left",
        objects=[(pk, area) for pk, area, _ in held],
        source="HN-23.9",
        after=str(left.last_day),
    )


@action
@carries("HN-23.9")
def sweep_left_drugs(*, on: date) -> int:
    """End what outlived its drug although no announcement ended it. Returns how many. Source: decision 13."""
    return sum(
        end_for_drug(DrugLeft(drug_id=drug, last_day=last_day, by=None, on=on)) for drug, last_day in outlived(on)
    )


class _UntilDay(Func):
    """The range cut so that the day is its last."""

    template = "daterange(lower(%(expressions)s), (%%s::date + 1))"

    def __init__(self, field: str, day: date) -> None:
        super().__init__(F(field), output_field=Entitlement._meta.get_field("period"))
        self.day = day

    def as_sql(self, compiler: object, connection: object, **context: object) -> tuple[str, list[object]]:
        sql, params = super().as_sql(compiler, connection, **context)  # type: ignore[arg-type]
        return sql, [*params, self.day]
