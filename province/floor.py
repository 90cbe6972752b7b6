"""What the province floor puts into the navigation."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from acts import policy
from kit.clock import today
from province.areas.policy import OwnRows
from province.calendar.pages import KEEPERS
from province.calendar.policy import Deadlines
from province.calendar.queries import missing_year
from province.frame import briefing, nav
from province.frame.access import ANYONE
from province.frame.words import BriefingPart, MenuGroup
from province.law.queries.policy import current_policy
from province.proposals.cycle import CURATORS
from province.proposals.policy import TwoPersons
from province.proposals.queries import waiting_for
from province.staff.models import Account
from province.staff.words import Role

policy.register(OwnRows, Deadlines, TwoPersons)


def years_to_load(_: Account) -> nav.Waiting:
    """Count the year that should be loaded by now and is not: deadlines that cross it are provisional."""
    is_missing = missing_year(current_policy(), today()) is not None
    return nav.Waiting(int(is_missing), word="未载入")


def days_off_ending(_: Account) -> Iterator[briefing.Line]:
    """Say until when the days off are known, where the next year's should be loaded by now."""
    day = today()
    year = missing_year(current_policy(), day)
    if year is not None:
        words = f"{year} 年的放假安排尚未载入"
        last = date(year - 1, 12, 31)
        yield briefing.ending(words, reverse("province:calendar"), last, day, "跨入该年的期限都是暂定")


def proposals_waiting(user: Account) -> nav.Waiting:
    """Count what others proposed and the account may decide."""
    return nav.Waiting(waiting_for(user).count(), word="待确认")


briefing.register(BriefingPart.ENDING, KEEPERS, "工作日历", days_off_ending)

nav.register(
    MenuGroup.WORK,
    CURATORS,
    "标准提议",
    "province:proposals",
    count=proposals_waiting,
    next_step="确认他人提出的标准",
)
nav.register(
    MenuGroup.ADMINISTRATION,
    [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN],
    "工作人员账号",
    "admin:province_account_changelist",
)
nav.register(
    MenuGroup.WORK,
    KEEPERS,
    "工作日历",
    "province:calendar",
    count=years_to_load,
    next_step="载入缺少的放假安排",
)
nav.register(MenuGroup.GROUNDS, ANYONE - frozenset(KEEPERS), "工作日历", "province:calendar")
nav.register(MenuGroup.GROUNDS, ANYONE, "条文与落实", "province:register")
nav.register(MenuGroup.GROUNDS, ANYONE, "参数与依据", "province:parameters")
