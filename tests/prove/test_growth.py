"""What grows with the years does not slow what is open today: plans of lists and counts beside 200,000 applications."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.db.models import QuerySet

from eligibility.applications.pages.lists import Applications, ReviewQueue
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from eligibility.prescriptions import queries as prescriptions
from eligibility.prescriptions.pages import Prescriptions
from kit.pages.keyset import Order, in_order
from kit.pages.table import Table
from province.calendar.actions import load_published_year
from province.staff.models import Account
from province.staff.words import Role
from supervision.alerts.models import Alert
from supervision.alerts.pages import AlertTable
from supervision.alerts.queries import alerts
from supervision.alerts.words import AlertKind
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory, PersonFactory, PrescriptionFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.support.databases import Databases, renamed

pytestmark = pytest.mark.prove

DAY = date(2026, 11, 23)
DECIDED, OPEN = 200_000, 1_000
AREAS = ("430102", "430104", "430202", "430302", "430402")
# The new row is the old one with these of its columns otherwise; what the database computes itself is left to it.
COPY = """
INSERT INTO {table} ({columns})
SELECT {picked} FROM {table} AS model, generate_series(1, %(many)s) AS turn,
       jsonb_populate_record(model, jsonb_build_object({changes})) AS fresh
WHERE model.{key} = %(of)s
"""


def copies(row: Any, many: int, changes: str, **values: object) -> None:
    """Write so many rows like this one; `changes` names what is otherwise, in SQL over `turn`."""
    meta = row._meta
    fields = [field for field in meta.concrete_fields if not getattr(field, "generated", False)]
    names = [field.column for field in fields if not (field.primary_key and field.column == "id")]
    text = COPY.format(
        table=meta.db_table,
        columns=", ".join(names),
        picked=", ".join(f"fresh.{name}" for name in names),
        changes=changes,
        key=meta.pk.column,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(text, {"many": many, "of": row.pk, **values})


AREA = f"(ARRAY{list(AREAS)})[1 + turn %% {len(AREAS)}]"
SPREAD = "(date '2021-01-01' + turn %% 2000)"


@pytest.fixture
def crowd(own_database: str, databases: Databases) -> Account:
    """A reviewer of one city, beside what a province has decided in years and what is open today."""
    load_published_year(year=2026, by=None, on=DAY)
    for code in AREAS:
        AreaFactory(code=code)
    entitlement = EntitlementFactory()
    decided = entitlement.application
    spread = f"'application_date', {SPREAD}, 'signed_on', {SPREAD}"
    copies(decided, DECIDED, f"'number', 'OLD' || turn, 'insured_area_id', {AREA}, {spread}")
    person = PersonFactory()
    copies(person, OPEN, "'psn_no', 'N' || turn, 'identity_hash', 'hash' || turn")
    open_case = ApplicationFactory(
        person=person, state=ApplicationState.REVIEWED, received_on=DAY, accepted_on=DAY, clock_from=DAY, deadline=DAY
    )
    copies(open_case, OPEN, f"'number', 'NEW' || turn, 'person_id', 'N' || turn, 'insured_area_id', {AREA}")
    sheet = PrescriptionFactory(entitlement=entitlement)
    copies(
        sheet, DECIDED // 4, f"'rxno', 'R' || turn, 'issued_on', {SPREAD}, 'period', daterange({SPREAD}, {SPREAD} + 3)"
    )
    alert = Alert.objects.create(
        kind=AlertKind.SALE_NOTED,
        noun="claim",
        object_id="0",
        area="430102",
        text="一",
        source="HN-37.2",
        raised_on=DAY,
    )
    copies(alert, DECIDED // 4, f"'object_id', turn, 'area', {AREA}, 'raised_on', {SPREAD}")
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(renamed(databases.environment["OWNER_DATABASE_URL"], name))) as owner:
        owner.autocommit = True
        owner.cursor().execute("VACUUM ANALYZE")  # the application's own role may not
    return AccountFactory(role=Role.REVIEWER, area=AreaFactory(code="430100"))


def plan_of(statement: str, values: Any) -> list[dict[str, Any]]:
    """Every node of the plan of a statement as it ran."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        (tree,) = cursor.fetchone()[0]
    return list(nodes(tree["Plan"]))


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from nodes(below)


LISTS = {
    Applications: lambda user: applications.for_lists(applications.visible_to(user)),
    ReviewQueue: lambda user: applications.for_lists(applications.review_queue(user)),
    Prescriptions: lambda user: prescriptions.for_lists(prescriptions.visible_to(user)),
    AlertTable: lambda user: alerts.for_lists(alerts.visible_to(user)),
}


def test_no_page_and_no_count_reads_more_than_what_is_open(crowd: Account) -> None:
    read = {table.__name__: most_read(page_of(table, rows(crowd))) for table, rows in LISTS.items()}
    assert {name: most for name, most in read.items() if most > 2 * OPEN} == {}
    with connection.execute_wrapper(spy := Spy()):
        assert applications.pressing(applications.review_queue(crowd), DAY)["total"] >= OPEN // len(AREAS)
    (scan,) = [node for node in plan_of(*spy.said[-1]) if "Scan" in node["Node Type"]]
    assert (scan["Node Type"], scan["Index Name"]) == ("Index Only Scan", "application_waiting")
    assert scan["Actual Rows"] <= OPEN + 1


def page_of(table: type[Table], rows: QuerySet[Any]) -> tuple[str, Any]:
    """The statement of a list's first page, in its default order."""
    order = Order(table.order.removeprefix("-"), table.order.startswith("-"))
    return in_order(rows, order)[: table.page_size + 1].query.sql_with_params()


def most_read(statement: tuple[str, Any]) -> float:
    """The rows that the busiest node of its plan gives, with those that it threw away."""
    return max(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in plan_of(*statement)
    )


class Spy:
    """Keeps every statement that is executed."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.said.append((sql, params))
        return execute(sql, params, many, context)
