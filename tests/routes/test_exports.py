"""Every file that can be taken away: the rows of the screen in its words, and an event for each."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kit.pages.table import Table
from kit.words import say
from province.events.models import Event
from province.staff.words import Role
from tests.routes.listed import PAGES, PUBLIC, Listed
from tests.routes.test_pages import NEVER_OPEN, one_of
from tests.support.browsers import browser_of

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]

LISTS = [page for page in PAGES if not page.kind and page.name not in {*NEVER_OPEN, "province:logout"}]
EVERY_DAY = {"day": ""}


def tables(page: Listed) -> Iterator[tuple[Role, Client, Table]]:
    """The list as each of its readers sees it, where he may take it away."""
    for role in Role:
        if page.roles != PUBLIC and role not in page.roles:
            continue
        browser = browser_of(one_of(role))
        context = browser.get(page.at({}), EVERY_DAY).context
        table = context.get("table") if context else None
        if isinstance(table, Table) and table.export_url:
            yield role, browser, table


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_a_file_says_what_the_screen_says(page: Listed) -> None:
    for _, browser, table in tables(page):
        answer = browser.get(page.at({}) + table.export_url)
        header, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert header == [say(column.label) for column in table.columns]
        assert len(lines) == int(table.count.replace(",", ""))
        shown = [[strip_tags(cell.html).strip() for cell in row.cells] for row in table.rows]
        pairs = [pair for line, row in zip(lines, shown, strict=False) for pair in zip(header, line, row, strict=True)]
        assert [pair for pair in pairs if not agrees(*pair[1:])] == []


def agrees(cell: str, shown: str) -> bool:
    """What the file says stands on the screen, and where the screen says nothing the file does not either.

    A deadline's day has its year in the file, a moment its seconds.
    """
    if shown in {"", "—"}:
        return cell == ""
    said = {cell, re.sub(r"(\d\d:\d\d):\d\d$", r"\1", cell), re.sub(r"^\d{4}-0?(\d+)-0?(\d+)$", r"\1月\2日", cell)}
    return any(bare(words) in bare(shown) for words in said)


def bare(words: str) -> str:
    return re.sub(r"[\s,'\"（）]", "", words)


def test_who_takes_a_list_away_is_known_with_what_it_was_filtered_by() -> None:
    auditor = one_of(Role.AUDITOR)
    asked = {"state": "approved", "drug": "替尼", "export": "csv"}
    answer = browser_of(auditor).get("/eligibility/applications/", asked)
    event = Event.objects.get(noun="list", verb="export", actor=auditor)
    assert event.object_id == "待遇申请"
    assert event.data == {"count": answer.content.decode().count("\r\n") - 1, "filters": "药品：已填写；状态：审核通过"}


def test_a_public_list_is_taken_away_by_nobody_in_particular_and_not_without_end(settings: object) -> None:
    settings.PUBLIC_EXPORTS_AN_HOUR = 1  # type: ignore[attr-defined]
    somebody, address = Client(REMOTE_ADDR="192.0.2.61"), ("/catalog/", {"export": "csv"})
    answers = [somebody.get(*address), somebody.get(*address), Client(REMOTE_ADDR="192.0.2.62").get(*address)]
    assert [answer.status_code for answer in answers] == [200, 429, 200]
    event = Event.objects.filter(noun="list").latest("id")
    assert (event.actor, event.actor_name, event.source_ip) == (None, "公众", "192.0.2.62")
    assert "no-store" in answers[0]["Cache-Control"]


def test_an_expert_sees_no_name_in_the_list_and_takes_nothing_away() -> None:
    answer = browser_of(one_of(Role.EXPERT)).get("/eligibility/applications/", {"export": "csv"})
    labels = [heading.column.label for heading in answer.context["table"].headings]
    assert "患者" not in labels
    assert "导出 CSV" not in answer.content.decode()
