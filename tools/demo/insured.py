"""Insured persons, and the figures of the pooling areas they are insured in."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from eligibility.people import actions as persons
from eligibility.people.words import AssistanceCategory, InsuranceType
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.proposals.actions import propose
from settlement.figures.actions import Assistance, Limit
from settlement.figures.words import LimitKind
from tools.demo.ground import curators, decide
from tools.demo.tables import Row, table

DOCUMENT = "演示数据（待核实）"
RAISED = Decimal(10000)


def build(first: date, on: date) -> None:
    """Set the limits and enter the insured persons of the demonstration."""
    for area in Area.objects.filter(level=AreaLevel.CITY).order_by("pk"):
        for row in table("limits"):
            for limit in _limits(area, row):
                decide(limit, first, DOCUMENT)
        for row in table("assistance"):
            category = AssistanceCategory(row["category"])
            rate, threshold, most = (Decimal(row[name]) for name in ("rate", "threshold", "annual_limit"))
            decide(Assistance(area.pk, category, rate, threshold, most, beyond_maximum=False), first, DOCUMENT)
    persons.take_over(rows=[_person(row, first) for row in table("persons")], by=None, on=on)


def propose_next_year(today: date) -> None:
    """Leave two limits of next year to be confirmed: each of the two persons waits for the other."""
    city, january = Area.objects.filter(level=AreaLevel.CITY).order_by("pk")[0], date(today.year + 1, 1, 1)
    one, other = curators()
    for limit, by in zip(_limits(city, table("limits")[0]), (one, other), strict=False):
        higher = replace(limit, amount=limit.amount + RAISED)
        propose(figure=higher, first=january, document=DOCUMENT, by=by, on=today)


def _limits(area: Area, row: Row) -> list[Limit]:
    return [Limit(area.pk, InsuranceType(row["insurance_type"]), kind, Decimal(row[kind])) for kind in LimitKind]


def _person(row: Row, first: date) -> persons.PersonRow:
    columns = ("psn_no", "name", "identity", "area", "phone", "work_unit")
    return persons.PersonRow(
        insured_since=first,
        insurance_type=InsuranceType(row["insurance_type"]),
        serious_illness=row["serious_illness"] == "是",
        assistance=AssistanceCategory(row["assistance"]) if row["assistance"] else None,
        **{name: row[name] for name in columns},
    )
