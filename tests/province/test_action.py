"""Actions: one transaction, and a domain error for whatever the database does not do."""

import ast
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

import psycopg2
import pytest
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.urls import reverse

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.words import SuspensionCause
from kit.action import action
from kit.errors import Busy, ConstraintBroken
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.staff.words import Role
from tests.factories.eligibility import EntitlementFactory
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

TODAY = date(2026, 11, 23)
FLOORS = ("kit", "province", "catalog", "physicians", "eligibility", "settlement", "supervision")


@contextmanager
def held(url: str, table: str, key: str, value: object) -> Iterator[None]:
    """Another session holds the row."""
    with closing(psycopg2.connect(url)) as session, session.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE {key} = %s FOR UPDATE", [value])
        yield


def suspend(entitlement: Entitlement) -> Suspension:
    return entitlements.suspend(
        entitlement=entitlement, cause=SuspensionCause.INVESTIGATION, first=TODAY, by=None, on=TODAY
    )


def test_a_lock_not_had_in_time_is_busy_and_stores_nothing(own_database: str) -> None:
    entitlement = EntitlementFactory()
    with held(own_database, "eligibility_entitlement", "id", entitlement.pk), pytest.raises(Busy):
        suspend(entitlement)
    assert not Suspension.objects.exists()
    assert suspend(entitlement).pk


def test_a_connection_that_breaks_under_way_is_busy(own_database: str) -> None:
    @action
    def work() -> None:
        Area.objects.create(code="430000", name="湖南省", level=AreaLevel.PROVINCE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Busy) as busy:
        work()
    assert isinstance(busy.value.__cause__, OperationalError | InterfaceError)
    assert not Area.objects.exists()


@pytest.mark.django_db
def test_a_named_constraint_refuses_in_its_sentence_and_an_unnamed_one_stays_our_fault() -> None:
    @action
    def name_no_level() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO province_area (code, name) VALUES ('430000', 'x')")

    @action
    def misspell() -> None:
        Area.objects.create(code="43x000", name="湖南省", level=AreaLevel.PROVINCE)

    with pytest.raises(IntegrityError):
        name_no_level()
    with pytest.raises(ConstraintBroken, match="AREA_CODE_SIX_DIGITS"):
        misspell()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR])
def test_the_page_of_a_step_that_waits_too_long_is_a_503_in_chinese(own_database: str, role: Role) -> None:
    entitlement, desk = EntitlementFactory(), browser_of(AccountFactory(role=role, area_id="430100"))
    form = {"suspend-cause": "investigation", "suspend-first": "2026-11-23", "suspend-note": "核查"}
    with held(own_database, "eligibility_entitlement", "id", entitlement.pk):
        answer = desk.post(reverse("eligibility:suspend_entitlement", args=[entitlement.pk]), form)
    assert answer.status_code == 503
    assert "系统繁忙" in answer.content.decode()


def test_the_admin_answers_503_too(own_database: str) -> None:
    other, desk = AccountFactory(), browser_of(AccountFactory(role=Role.SYSTEM_ADMIN))
    page = reverse("admin:province_account_change", args=[other.pk])
    fields = {name: value for name, value in desk.get(page).context["adminform"].form.initial.items() if value}
    with held(own_database, "province_account", "id", other.pk):
        answer = desk.post(page, {**fields, "name": "新名"})
    assert answer.status_code == 503


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Every piece of the actions of the floors, with its file and line."""
    for floor in FLOORS:
        for path in sorted(
            p for p in (settings.BASE_DIR / floor).rglob("*.py") if {"actions", "action"} & {p.stem, p.parent.name}
        ):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield f"{path.relative_to(settings.BASE_DIR)}:{getattr(node, 'lineno', 0)}", node


def test_every_transaction_is_an_action() -> None:
    """Jobs hold their own: what fails in one is written down by it. So does the counter, which tries again."""
    own = {place.partition(":")[0] for place, node in nodes() if getattr(node, "attr", "") == "atomic"}
    assert own == {"kit/action.py", "province/jobs/actions.py", "settlement/counter/actions/transactions.py"}
