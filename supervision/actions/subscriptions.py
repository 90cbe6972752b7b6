"""What supervision hears from the floors below."""

from province.announcements import ApplicationOverdue, subscribe
from supervision.actions.alerts import raise_overdue

subscribe(ApplicationOverdue, raise_overdue)
