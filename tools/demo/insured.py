"""Insured persons, and the figures of the pooling areas they are insured in."""

from datetime import date
from decimal import Decimal
from typing import cast

from eligibility.people import actions as persons
from eligibility.people.words import AssistanceCategory, InsuranceType
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures import actions as local
from settlement.figures.words import LimitKind
from tools.demo.ground import of_role
from tools.demo.tables import Row, table

DOCUMENT = "演示数据（待核实）"


def build(first: date, on: date) -> None:
    """Set the limits and enter the insured persons of the demonstration."""
    by = cast(Account, of_role(Role.CATALOG_ADMIN))
    for area in Area.objects.filter(level=AreaLevel.CITY).order_by("pk"):
        for row in table("limits"):
            _limits(area, row, first, by, on)
        for row in table("assistance"):
            _assistance(area, row, first, by, on)
    persons.take_over(rows=[_person(row, first) for row in table("persons")], by=None, on=on)


def _limits(area: Area, row: Row, first: date, by: Account, on: date) -> None:
    for kind in LimitKind:
        local.set_limit(
            area=area,
            insurance_type=InsuranceType(row["insurance_type"]),
            kind=kind,
            amount=Decimal(row[kind]),
            first=first,
            document=DOCUMENT,
            by=by,
            on=on,
        )


def _assistance(area: Area, row: Row, first: date, by: Account, on: date) -> None:
    local.set_assistance(
        area=area,
        category=AssistanceCategory(row["category"]),
        rate=Decimal(row["rate"]),
        threshold=Decimal(row["threshold"]),
        annual_limit=Decimal(row["annual_limit"]),
        beyond_maximum=False,
        first=first,
        document=DOCUMENT,
        by=by,
        on=on,
    )


def _person(row: Row, first: date) -> persons.PersonRow:
    columns = ("psn_no", "name", "identity", "area", "phone", "work_unit")
    return persons.PersonRow(
        insured_since=first,
        insurance_type=InsuranceType(row["insurance_type"]),
        serious_illness=row["serious_illness"] == "是",
        assistance=AssistanceCategory(row["assistance"]) if row["assistance"] else None,
        **{name: row[name] for name in columns},
    )
