"""The ground: areas, agencies, the official calendar, accounts."""

from datetime import date

from django.conf import settings

from acts.areas import load_area_table
from province.areas import actions as areas
from province.areas.models import Agency, Area
from province.areas.words import AgencyKind
from province.calendar import actions as calendar
from province.calendar.queries import published_years
from province.proposals.actions import Figure, confirm, propose
from province.staff import actions as accounts
from province.staff.models import Account
from province.staff.words import Role
from tools.demo.tables import Row, table

# A demonstration's password, known to everybody: settings.DEMO refuses to start with DEBUG off.
PASSWORD = "dual-channel-2026"  # pragma: allowlist secret
TITLES = {
    AgencyKind.DEPARTMENT: "医疗保障局",
    AgencyKind.AGENCY: "医疗保障事务中心",
    AgencyKind.HEALTH: "卫生健康委员会",
}
OF_THE_CITY = (Role.LOCAL_DEPARTMENT, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
USERNAMES = {
    Role.CATALOG_ADMIN: "catalog",
    Role.PROVINCIAL_AGENCY: "provincial",
    Role.LOCAL_DEPARTMENT: "department",
    Role.CLERK: "clerk",
    Role.REVIEWER: "reviewer",
    Role.SUPERVISOR: "supervisor",
    Role.HEALTH_DEPARTMENT: "health",
    Role.EXPERT: "expert",
    Role.AUDITOR: "auditor",
    Role.SYSTEM_ADMIN: "sysadmin",
    Role.SECURITY_ADMIN: "security",
}
KIND_OF_ROLE = {
    Role.CATALOG_ADMIN: AgencyKind.DEPARTMENT,
    Role.LOCAL_DEPARTMENT: AgencyKind.DEPARTMENT,
    Role.SYSTEM_ADMIN: AgencyKind.DEPARTMENT,
    Role.SECURITY_ADMIN: AgencyKind.DEPARTMENT,
    Role.AUDITOR: AgencyKind.DEPARTMENT,
    Role.HEALTH_DEPARTMENT: AgencyKind.HEALTH,
}


def build(province: str, on: date) -> None:
    """Areas, agencies, every published year of working days, and the officials' accounts."""
    areas.load_areas(province=province, by=None, on=on)
    for kind, title in TITLES.items():
        areas.establish_agencies(kind=kind, title=title, by=None, on=on)
    for year in published_years():
        if year >= on.year - 1:
            calendar.load_published_year(year=year, by=None, on=on)
    people = [*map(_official, officials()), *map(_at_institution, table("staff"))]
    accounts.open_accounts(accounts=people, password=PASSWORD, by=None, on=on, must_change_password=False)


def officials() -> list[Row]:
    """Return the officials' accounts: those of the province's own table, or else one of each role, by the areas."""
    accounts = table("accounts")
    if accounts:
        return accounts
    province, city = list(load_area_table(settings.PROVINCE))[:2]
    places = {Role.EXPERT: "", **dict.fromkeys(OF_THE_CITY, city)}
    usernames = [*((name, role) for role, name in USERNAMES.items()), ("catalog2", Role.CATALOG_ADMIN)]
    return [
        {"username": name, "name": f"演示{role.label}", "role": role, "area": places.get(role, province)}
        for name, role in usernames
    ]


def _at_institution(row: Row) -> accounts.NewAccount:
    return accounts.NewAccount(username=row["username"], name=row["name"], role=Role(row["role"]))


def _official(row: Row) -> accounts.NewAccount:
    area = Area.objects.get(pk=row["area"]) if row["area"] else None
    role = Role(row["role"])
    kind = KIND_OF_ROLE.get(role, AgencyKind.AGENCY)
    agency = Agency.objects.get(area=area, kind=kind) if area else None
    return accounts.NewAccount(
        username=row["username"], name=row["name"], role=Role(row["role"]), area=area, agency=agency
    )


def curators() -> tuple[Account, Account]:
    """Return the two accounts that set figures together: one proposes, the other confirms."""
    one, other = Account.objects.filter(role=Role.CATALOG_ADMIN).order_by("pk")[:2]
    return one, other


def decide(figure: Figure, first: date, document: str) -> None:
    """Let both persons set a figure, on its first day."""
    one, other = curators()
    proposal = propose(figure=figure, first=first, document=document, by=one, on=first)
    confirm(proposal=proposal, by=other, on=first)


def account(username: str) -> Account:
    """Return the account of a user name. Raises DoesNotExist."""
    return Account.objects.select_related("area").get(username=username)


def of_role(role: Role, area: str = "") -> Account | None:
    """The first account of a role, of this very area where one is named."""
    rows = Account.objects.filter(role=role).order_by("pk").select_related("area")
    return (rows.filter(area=area) if area else rows).first()
