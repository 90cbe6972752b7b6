"""What supervision hears from the floors below."""

from province.announcements import ApplicationOverdue, FigureMissing, SaleNoted, subscribe
from supervision.actions.alerts import raise_missing_figure, raise_noted_sale, raise_overdue

subscribe(ApplicationOverdue, raise_overdue)
subscribe(FigureMissing, raise_missing_figure)
subscribe(SaleNoted, raise_noted_sale)
