"""Lists that a worker writes into files: the rows of the screen, for who asked and as long as he is who he was."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.test import Client

from kit.clock import now
from kit.pages.export import list_signer
from province.events.models import Event
from province.exports import actions
from province.exports.models import ListExport
from province.jobs.schedule import JOBS
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.province import AccountFactory
from tests.routes.test_pages import one_of
from tests.support.browsers import browser_of
from tests.support.crowd import at_once

LIST = "/eligibility/applications/"


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of the test's own, and lists that are large from two rows on."""
    settings.DOCUMENT_ROOT = tmp_path  # type: ignore[attr-defined]
    for bound in ("kit.pages.table.MOST_EXPORTED", "kit.pages.keyset.MOST_COUNTED"):
        monkeypatch.setattr(bound, 1)
    return tmp_path / "exports"


@pytest.fixture
def reviewer(seeded: str, db: None) -> Account:
    """Somebody with large lists; what the demonstration has asked for is not waited for."""
    ListExport.objects.all().delete()
    return one_of(Role.REVIEWER)


@pytest.fixture
def desk(reviewer: Account) -> Client:
    return browser_of(reviewer)


def ask(desk: Client, address: str = f"{LIST}?sort=number") -> ListExport:
    """Ask for a list by the button that its page shows."""
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("kit.pages.table.Table.page_size", 1)
        page = desk.get(address).content.decode()
    (ticket,) = re.findall(r'name="list" value="([^"]+)"', page)
    assert desk.post("/exports/ask/", {"list": ticket.replace("&amp;", "&")}).status_code == 302
    return ListExport.objects.latest("pk")


def write() -> dict[str, int]:
    return JOBS["write_exports"].work(now())


def verbs(export: ListExport) -> list[str]:
    return [
        *Event.objects.filter(noun="export_file", object_id=export.pk).order_by("id").values_list("verb", flat=True)
    ]


def taken(desk: Client, export: ListExport) -> bytes:
    answer = desk.get(f"/exports/{export.pk}/file/")
    assert answer.status_code == 200
    return b"".join(answer)


def test_a_large_list_becomes_the_file_that_a_small_one_is(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask(desk, f"{LIST}?sort=-number&state=approved")
    assert write() == {"生成文件": 1, "未完成": 0}
    monkeypatch.setattr("kit.pages.table.MOST_EXPORTED", 10_000)
    at_once = desk.get(LIST, {"sort": "-number", "state": "approved", "export": "csv"})
    assert taken(desk, export) == at_once.content
    assert verbs(export) == ["ask", "write", "take"]
    assert "下载" in desk.get("/exports/").content.decode()


def test_two_clicks_are_one_file(desk: Client) -> None:
    first = ask(desk)
    assert ask(desk) == first
    assert verbs(first) == ["ask"]


def test_a_person_has_so_many_files_at_a_time(desk: Client, settings: object) -> None:
    settings.EXPORTS_OF_A_PERSON = 1  # type: ignore[attr-defined]
    export = ask(desk)
    ticket = list_signer().sign(f"{LIST}?sort=due&export=csv")
    assert "达到上限" in desk.post("/exports/ask/", {"list": ticket}).content.decode()
    desk.post("/exports/discard/", {"export": export.pk})
    assert desk.post("/exports/ask/", {"list": ticket}).status_code == 302


@pytest.mark.parametrize("address", ["/nowhere/", "/parameters/", "", f"{LIST}?x={'x' * 2000}&export=csv"])
def test_only_lists_of_the_house_are_asked_for(desk: Client, address: str) -> None:
    assert desk.post("/exports/ask/", {"list": list_signer().sign(address)}).status_code == 409


@pytest.mark.parametrize("ticket", ["", f"{LIST}?export=csv", "x" * 9000])
def test_only_lists_that_a_page_showed_are_asked_for(desk: Client, ticket: str) -> None:
    assert desk.post("/exports/ask/", {"list": ticket}).status_code == 409


def test_what_a_role_may_not_take_away_it_is_not_given_by_another_s_ticket(desk: Client, seeded: str) -> None:
    ticket = list_signer().sign(f"{LIST}?export=csv")
    assert browser_of(one_of(Role.EXPERT)).post("/exports/ask/", {"list": ticket}).status_code == 409
    assert browser_of(one_of(Role.PHARMACIST)).post("/exports/ask/", {"list": ticket}).status_code == 409


def test_nobody_else_finds_the_file(desk: Client) -> None:
    export = ask(desk)
    write()
    auditor = browser_of(one_of(Role.AUDITOR))
    for page in ("file", "progress"):
        assert auditor.get(f"/exports/{export.pk}/{page}/").status_code == 404
    auditor.post("/exports/discard/", {"export": export.pk})
    assert verbs(export) == ["ask", "write"]


MOVES: dict[str, dict[str, object]] = {
    "role": {"role": Role.SUPERVISOR},
    "area": {"area_id": "430000"},
    "closed": {"is_active": False},
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_who_has_moved_meanwhile_gets_no_file_written(desk: Client, reviewer: Account, move: dict[str, object]) -> None:
    export = ask(desk)
    Account.objects.filter(pk=reviewer.pk).update(**move)
    assert write() == {"生成文件": 0, "未完成": 1}
    export.refresh_from_db()
    assert (export.state, export.done) == ("failed", 0)
    assert "已变动" in export.why


def test_who_has_moved_since_takes_no_file_that_was_written_before(desk: Client, reviewer: Account) -> None:
    export = ask(desk)
    write()
    Account.objects.filter(pk=reviewer.pk).update(role=Role.SUPERVISOR)
    assert desk.get(f"/exports/{export.pk}/file/").status_code == 403
    assert verbs(export) == ["ask", "write"]


@pytest.mark.usefixtures("reviewer")
def test_a_pharmacist_who_changed_the_pharmacy_is_somebody_else() -> None:
    pharmacist = one_of(Role.PHARMACIST)
    ticket = list_signer().sign("/settlement/?sort=pk&export=csv")
    assert browser_of(pharmacist).post("/exports/ask/", {"list": ticket}).status_code == 302
    export = ListExport.objects.latest("pk")
    other = type(pharmacist.post).objects.exclude(institution=pharmacist.post.institution_id).first()
    type(pharmacist.post).objects.filter(account=pharmacist).update(institution=other.institution_id)
    write()
    export.refresh_from_db()
    assert export.state == "failed"


def test_a_discarded_file_is_gone_and_not_offered(
    desk: Client, files: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    export = ask(desk)
    write()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        desk.post("/exports/discard/", {"export": export.pk})
    assert [*files.iterdir()] == []
    assert desk.get(f"/exports/{export.pk}/file/").status_code == 409


def stop_within(monkeypatch: pytest.MonkeyPatch, then: Callable[[], object]) -> None:
    """Something happens when the first row of a file has been written."""

    def lines(*args: object) -> Iterator[int]:
        yield from real(*args)
        then()
        yield 2

    real = sys.modules["kit.pages.export"].write_lines
    monkeypatch.setattr("province.exports.actions.writing.write_lines", lines)
    monkeypatch.setattr("province.exports.actions.writing.EVERY_SECONDS", 0)


def test_a_file_that_is_discarded_while_it_is_written_is_not_finished(
    desk: Client, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(desk)
    stop_within(monkeypatch, lambda: desk.post("/exports/discard/", {"export": export.pk}))
    assert write() == {"生成文件": 0, "未完成": 1}
    assert [*files.iterdir()] == []


def test_a_file_that_breaks_off_is_tried_three_times_and_never_offered(
    desk: Client, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(desk)
    stop_within(monkeypatch, lambda: 1 / 0)
    for state in ("waiting", "waiting", "failed"):
        assert write() == {"生成文件": 0, "未完成": 1}
        export.refresh_from_db()
        assert (export.state, [*files.iterdir()]) == (state, [])
    assert "没有完成" in desk.get("/exports/").content.decode()
    assert write() == {"生成文件": 0, "未完成": 0}


def test_a_file_lies_for_some_days_and_is_cleared_away(desk: Client, files: Path) -> None:
    export = ask(desk)
    write()
    for days, state in ((7, "ready"), (8, "cleared")):
        JOBS["clear_exports"].work(now() + timedelta(days=days) - timedelta(hours=1))
        export.refresh_from_db()
        assert (export.state, len([*files.iterdir()])) == (state, int(state == "ready"))
    assert desk.get(f"/exports/{export.pk}/file/").status_code == 409
    assert verbs(export)[-1] == "expire"


def test_the_list_of_a_day_is_written_as_of_that_day(desk: Client) -> None:
    assert f"day={now():%Y-%m-%d}" in ask(desk, "/catalog/drugs/?sort=generic_name").address


def test_two_clicks_at_once_are_one_file(own_database: str) -> None:
    auditor = AccountFactory(role=Role.AUDITOR)
    asking = partial(actions.ask, address="/supervision/events/?export=csv", by=auditor, on=now().date())
    first, second = at_once([asking] * 2)
    assert isinstance(first, ListExport)
    assert first == second
    assert verbs(first) == ["ask"]
