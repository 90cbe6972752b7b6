"""Nouns of the ground floor."""

from province.models.accounts import ADMIN_ROLES, Account, Role
from province.models.areas import Agency, AgencyKind, Area, AreaLevel
from province.models.calendar import CalendarDay, CalendarYear
from province.models.events import Event, EventBlock
from province.models.jobs import JobRun

__all__ = [
    "ADMIN_ROLES",
    "Account",
    "Agency",
    "AgencyKind",
    "Area",
    "AreaLevel",
    "CalendarDay",
    "CalendarYear",
    "Event",
    "EventBlock",
    "JobRun",
    "Role",
]
