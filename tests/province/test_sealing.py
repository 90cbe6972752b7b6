"""Sealing: late commits are not lost, nothing sealed can change unnoticed, in any time zone."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from province.areas.deeds import ESTABLISH
from province.events.actions.recording import record
from province.events.actions.sealing import TransactionsWentBack, seal_events
from province.events.models import Event, EventBlock
from province.events.queries import published_heads, seal_faults
from province.events.rules import canonical, seal
from tests.support.databases import renamed

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def head_path(tmp_path: Path, settings: object) -> Path:
    settings.SEAL_HEAD_PATH = tmp_path / "kept elsewhere" / "heads.jsonl"  # type: ignore[attr-defined]
    return settings.SEAL_HEAD_PATH  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def owner(own_database: str) -> Iterator[psycopg2.extensions.connection]:
    """The owner, who can do what the application cannot: the one against whom the seal stands."""
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(renamed(os.environ["OWNER_DATABASE_URL"], str(name)))) as owner:
        owner.autocommit = True
        yield owner


@transaction.atomic
def happen(number: int = 1) -> None:
    for each in range(number):
        record(ESTABLISH, each, by=None, on=TODAY, data={"名称": "奥希替尼", "n": 1.50})


def seal_all() -> EventBlock:
    """Seal until nothing is left: what other tests run in the same cluster holds the horizon back for a moment."""
    for _ in range(400):
        seal_events()
        last = EventBlock.objects.last()
        if last and not Event.objects.filter(xid__gte=last.to_xid).exists():
            return last
        time.sleep(0.05)
    raise TimeoutError("somebody holds a transaction open")


def change(owner: psycopg2.extensions.connection, statement: str) -> None:
    with owner.cursor() as cursor:
        cursor.execute(statement)


def test_finished_events_are_sealed_once_and_chained(own_database: str) -> None:
    happen(3)
    first = seal_all()
    assert (first.count, first.previous, seal_events()) == (3, "", None)
    happen(2)
    second = seal_all()
    assert (second.count, second.previous, second.from_xid) == (2, first.digest, first.to_xid)
    assert list(seal_faults()) == []


def test_an_event_that_is_committed_late_is_sealed_when_it_comes(
    own_database: str, owner: psycopg2.extensions.connection
) -> None:
    owner.autocommit = False
    change(
        owner,
        'INSERT INTO province_event ("on", actor_name, role, noun, object_id, verb, before, after, why, obligation,'
        " area, data) SELECT '2026-11-23', '系统', 'system', 'drug', 'late', 'list', '', '', '', '', '', '{}'",
    )
    happen(2)
    assert seal_events() is None
    owner.commit()
    seal_all()
    assert sum(block.count for block in EventBlock.objects.all()) == 3
    assert list(seal_faults()) == []


TAMPERINGS = [
    "UPDATE province_event SET why = 'another reason' WHERE object_id = '1'",
    "UPDATE province_event SET at = at + interval '1 microsecond' WHERE object_id = '1'",
    "UPDATE province_event SET data = '{}' WHERE object_id = '2'",
    "DELETE FROM province_event WHERE object_id = '0'",
    "UPDATE province_event SET xid = xid + 1 WHERE object_id = '1'",
    "INSERT INTO province_event SELECT (jsonb_populate_record(e, '{\"id\": 99}')).* FROM province_event e LIMIT 1",
    "UPDATE province_eventblock SET digest = repeat('0', 64)",
    "UPDATE province_eventblock SET count = count + 1",
    "DELETE FROM province_eventblock",
]


def test_whatever_is_done_to_a_sealed_log_is_noticed(
    own_database: str, owner: psycopg2.extensions.connection, head_path: Path
) -> None:
    def noticed(tampering: str) -> bool:
        happen(3)
        seal_all()
        change(owner, tampering)
        faults = list(seal_faults())
        change(owner, "TRUNCATE province_event RESTART IDENTITY; TRUNCATE province_eventblock")
        head_path.unlink()
        return bool(faults)

    assert [tampering for tampering in TAMPERINGS if not noticed(tampering)] == []


def test_a_chain_computed_anew_still_differs_from_the_head_kept_elsewhere(
    own_database: str, owner: psycopg2.extensions.connection
) -> None:
    happen(3)
    seal_all()
    change(owner, "DELETE FROM province_eventblock; UPDATE province_event SET why = 'x'")
    kept = published_heads()
    seal_all()
    assert len(list(seal_faults())) == 1
    assert published_heads()[: len(kept)] == kept


def test_the_seal_verifies_under_another_time_zone(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    happen(3)
    seal_all()
    for zone in ("America/New_York", "Asia/Shanghai", "Asia/Kathmandu"):
        monkeypatch.setitem(connection.settings_dict, "TIME_ZONE", zone)
        reconnect()
        assert str(Event.objects.values_list("at", flat=True)[0].tzinfo) == zone
        assert list(seal_faults()) == []
    monkeypatch.undo()
    reconnect()


def reconnect() -> None:
    connection.close()
    for cached in ("timezone", "timezone_name"):
        connections["default"].__dict__.pop(cached, None)


def test_a_head_that_could_not_be_published_is_published_with_the_next(own_database: str, head_path: Path) -> None:
    happen()
    seal_all()
    head_path.unlink()
    happen()
    seal_all()
    digests = [json.loads(line)["digest"] for line in head_path.read_text().splitlines()]
    assert digests == [block.digest for block in EventBlock.objects.order_by("to_xid")]


def test_a_cluster_that_counts_transactions_anew_stops_the_sealing(own_database: str) -> None:
    happen()
    EventBlock.objects.create(from_xid=0, to_xid=2**60, count=1, digest="0" * 64)
    with pytest.raises(TransactionsWentBack):
        seal_events()


def test_two_sealers_make_one_block(own_database: str, owner: psycopg2.extensions.connection) -> None:
    happen()
    owner.autocommit = False
    change(owner, "SELECT pg_advisory_xact_lock(24225)")
    assert seal_events() is None
    owner.rollback()
    assert seal_all().count == 1


def test_the_command_seals_and_verifies_and_fails_on_a_fault(
    own_database: str, owner: psycopg2.extensions.connection, capsys: pytest.CaptureFixture[str]
) -> None:
    happen(2)
    seal_all()
    call_command("seal")
    call_command("seal", "--verify")
    assert capsys.readouterr().out.splitlines() == ["nothing to seal", "the event log stands as it was sealed"]
    change(owner, "UPDATE province_event SET why = 'x'")
    with pytest.raises(CommandError):
        call_command("seal", "--verify")


def test_a_moment_has_one_text_wherever_it_is_read() -> None:
    moment = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=8)))
    assert canonical({"at": there}) == canonical({"at": moment}) == '{"at":"2026-11-23T08:30:00.000000+00:00"}'


def test_the_order_of_keys_does_not_matter_and_the_order_of_rows_does() -> None:
    one, other = {"a": 1, "b": "二"}, {"b": "二", "a": 1}
    assert seal("", [one]) == seal("", [other])
    assert seal("", [{"a": 1}, {"a": 2}]) != seal("", [{"a": 2}, {"a": 1}])
    assert seal("x", [one]) != seal("y", [one])


def test_a_value_without_a_canonical_form_is_never_digested() -> None:
    with pytest.raises(TypeError):
        canonical({"a": object()})


def test_every_column_of_an_event_is_under_the_seal(own_database: str) -> None:
    happen()
    row = Event.objects.values().get()
    assert set(json.loads(canonical(row))) == {field.attname for field in Event._meta.concrete_fields}
