"""Every model of the floor, for Django to find. Nobody else imports from here."""

from province.areas.models import Agency, Area
from province.calendar.models import CalendarCorrection, CalendarDay, CalendarYear
from province.events.models import Event, EventBlock
from province.exports.models import ListExport
from province.jobs.models import JobRun
from province.proposals.models import Proposal
from province.staff.models import Account, UsedPassword

__all__ = [
    "Account",
    "Agency",
    "Area",
    "CalendarCorrection",
    "CalendarDay",
    "CalendarYear",
    "Event",
    "EventBlock",
    "JobRun",
    "ListExport",
    "Proposal",
    "UsedPassword",
]
