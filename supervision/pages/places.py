"""Where supervision stands in the left column."""

from province.models import Role
from province.pages import nav
from supervision.pages.alerts import READERS
from supervision.queries import alerts

nav.register(READERS, "预警", "supervision:alerts", count=alerts.waiting, order=70, group="监督")
nav.register([Role.AUDITOR, Role.SUPERVISOR], "审计轨迹", "supervision:events", order=80, group="监督")
nav.register([Role.AUDITOR, Role.SUPERVISOR, Role.SYSTEM_ADMIN], "定时任务", "supervision:jobs", order=85, group="监督")
