"""What the province floor puts into the navigation."""

from acts import policy
from province.areas.policy import OwnRows
from province.calendar.policy import Deadlines
from province.frame import nav
from province.frame.access import ANYONE
from province.frame.words import MenuGroup
from province.proposals.cycle import CURATORS
from province.proposals.policy import TwoPersons
from province.proposals.queries import waiting_for
from province.staff.models import Account
from province.staff.words import Role

policy.register(OwnRows, Deadlines, TwoPersons)

CALENDAR_KEEPERS = [Role.SYSTEM_ADMIN, Role.CATALOG_ADMIN]


def proposals_waiting(user: Account) -> nav.Waiting:
    """Count what others proposed and the account may decide."""
    return nav.Waiting(waiting_for(user).count(), word="待确认")


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
nav.register(MenuGroup.ADMINISTRATION, CALENDAR_KEEPERS, "工作日历", "admin:province_calendaryear_changelist")
nav.register(MenuGroup.GROUNDS, ANYONE, "条文与落实", "province:register")
nav.register(MenuGroup.GROUNDS, ANYONE, "参数与依据", "province:parameters")
