"""The event log: one insert in the caller's transaction, never changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from acts.deeds import DeclaredTwice, NotDeclared, deed
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.models import TreatmentApplication
from kit.deeds import Deed, Noun
from province.areas.deeds import ESTABLISH
from province.events.actions.recording import acting_from, record
from province.events.models import Event, EventBlock
from province.staff.models import Account

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_when_from_where_and_why(administrator: Account, today: date) -> None:
    with acting_from("10.1.2.3"):
        event = record(
            APPLICATION.step("submitted", "accept"),
            TreatmentApplication(pk=7, insured_area_id="430100"),
            by=administrator,
            on=today,
            before="submitted",
            after="accepted",
            why="材料齐全",
            data={"deadline": "2026-12-14"},
        )
    kept = Event.objects.get(pk=event.pk)
    assert (kept.actor, kept.actor_name, kept.role) == (administrator, "林晓", "system_admin")
    assert (kept.noun, kept.object_id, kept.verb, kept.before, kept.after) == (
        "application",
        "7",
        "accept",
        "submitted",
        "accepted",
    )
    assert (kept.source_ip, kept.obligation, kept.area, kept.on) == ("10.1.2.3", "HN-23.4", "430100", today)
    assert kept.data == {"deadline": "2026-12-14"}
    assert abs((datetime.now(UTC) - kept.at).total_seconds()) < 60


def test_a_scheduled_job_is_recorded_as_the_system_from_nowhere(today: date) -> None:
    event = record(ESTABLISH, 1, by=None, on=today)
    assert (event.actor, event.role, event.actor_name, event.source_ip) == (None, "system", "系统", None)


def test_it_is_one_insert_and_carries_its_transaction(
    administrator: Account, today: date, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        event = record(ESTABLISH, 1, by=administrator, on=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert cursor.fetchone() == (event.xid,)


def test_an_identity_number_written_into_the_reason_is_masked_before_it_is_kept(today: date) -> None:
    event = record(ESTABLISH, 1, by=None, on=today, why="与11010519491231002X不符")
    event.refresh_from_db()
    assert event.why == "与1101**********002X不符"


@pytest.mark.parametrize("table", ["province_event", "province_eventblock"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "SELECT 1 FROM {} FOR UPDATE", "DROP TABLE {}"],
)
def test_the_application_cannot_touch_what_was_recorded(table: str, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_application_may_read_and_add_to_it(today: date) -> None:
    record(ESTABLISH, 1, by=None, on=today)
    EventBlock.objects.create(from_xid=0, to_xid=1, count=1, digest="0" * 64)
    assert (Event.objects.count(), EventBlock.objects.count()) == (1, 1)


def test_what_is_undone_leaves_no_event(today: date) -> None:
    with transaction.atomic():
        record(ESTABLISH, 1, by=None, on=today)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_what_nobody_has_declared_is_not_recorded(today: date) -> None:
    with pytest.raises(NotDeclared, match=r"agencies\.sell"):
        record(Deed(noun=ESTABLISH.noun, verb="sell", past="已出售"), 1, by=None, on=today)
    assert not Event.objects.exists()


def test_two_kinds_of_things_never_share_a_word() -> None:
    with pytest.raises(DeclaredTwice, match="agencies"):
        deed(Noun("agencies", "机构"), "close", "已撤销")


def test_a_verb_of_a_noun_is_declared_once() -> None:
    with pytest.raises(DeclaredTwice, match=r"agencies\.establish"):
        deed(ESTABLISH.noun, "establish", "又设立")
