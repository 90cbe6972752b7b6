"""What the province floor puts into the navigation."""

from acts import policy
from province.areas.policy import OwnRows
from province.calendar.policy import Deadlines
from province.frame import nav
from province.frame.access import ANYONE
from province.staff.words import Role

policy.register(OwnRows, Deadlines)

CALENDAR_KEEPERS = [Role.SYSTEM_ADMIN, Role.CATALOG_ADMIN]

nav.register(
    [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN],
    "工作人员账号",
    "admin:province_account_changelist",
    order=90,
    group="管理",
)
nav.register(CALENDAR_KEEPERS, "工作日历", "admin:province_calendaryear_changelist", order=92, group="管理")
nav.register(ANYONE, "条文与落实", "province:register", order=95, group="依据")
nav.register(ANYONE, "参数与依据", "province:parameters", order=96, group="依据")
