"""What eligibility does when a lower floor announces something, in the same transaction."""

from eligibility.actions import applications, entitlements
from province.announcements import CalendarLoaded, DrugLeft, subscribe


def drug_left(left: DrugLeft) -> None:
    """Entitlements end with their drug's last valid day. Source: HN-23.9."""
    entitlements.end_for_drug(left)


def calendar_loaded(loaded: CalendarLoaded) -> None:
    """Running deadlines that touch the year are counted anew."""
    applications.recompute_deadlines(year=loaded.year, by=loaded.by, on=loaded.on)


subscribe(DrugLeft, drug_left)
subscribe(CalendarLoaded, calendar_loaded)
