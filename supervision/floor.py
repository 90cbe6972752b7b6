"""What supervision hears from the floors below, and where it stands in the left column."""

from acts import policy
from eligibility.applications.announcements import ApplicationsOverdue
from eligibility.entitlements.announcements import EntitlementUnlikeListing
from eligibility.prescriptions.announcements import SupplyBroughtForward
from province.events.announcements import subscribe
from province.frame import briefing, nav
from province.frame.access import ANYONE
from province.frame.words import BriefingPart, MenuGroup
from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.announcements import SaleContradicted
from settlement.counter.announcements import FigureMissing, SaleNoted
from supervision.alerts.actions import (
    raise_contradicted_sale,
    raise_early_supply,
    raise_missing_figure,
    raise_noted_sale,
    raise_overdue,
    raise_unlike_listing,
)
from supervision.alerts.pages import READERS, WAITING, alerts_lately, next_alerts, urged_cases
from supervision.alerts.policy import ActEnd
from supervision.alerts.queries.alerts import waiting_for
from supervision.alerts.words import AlertState
from supervision.trail.pages.trail import JOB_READERS, jobs_behind

policy.register(ActEnd)

subscribe(ApplicationsOverdue, raise_overdue)

subscribe(FigureMissing, raise_missing_figure)

subscribe(EntitlementUnlikeListing, raise_unlike_listing)

subscribe(SaleNoted, raise_noted_sale)

subscribe(SaleContradicted, raise_contradicted_sale)

subscribe(SupplyBroughtForward, raise_early_supply)


def waiting(user: Account) -> nav.Waiting:
    """Alerts that nobody has dealt with yet."""
    return nav.Waiting(waiting_for(user).count(), word=AlertState.OPEN.label, total_at=f"?state={WAITING}")


nav.register(MenuGroup.SUPERVISION, READERS, "预警", "supervision:alerts", count=waiting, next_step="核实并处理")

briefing.register(BriefingPart.NOTICE, [Role.CLERK, Role.REVIEWER], "督办", urged_cases)
briefing.register(BriefingPart.NEXT, READERS, "预警", next_alerts, route="supervision:alerts")
briefing.register(BriefingPart.NEWS, READERS, "预警", alerts_lately)

nav.register(MenuGroup.SUPERVISION, [Role.AUDITOR, Role.SUPERVISOR], "审计轨迹", "supervision:events")

nav.register(MenuGroup.SUPERVISION, JOB_READERS, "定时任务", "supervision:jobs")

briefing.register(BriefingPart.NEXT, [Role.SYSTEM_ADMIN], "没有按时办完的定时任务", jobs_behind)

# The last of its group on every floor: what somebody asked for in the lists above it.
nav.register(MenuGroup.LOOK_UP, ANYONE, "我的导出", "province:exports")
