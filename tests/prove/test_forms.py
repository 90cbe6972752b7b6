"""Every field of every form of every page is sent what nobody should send: nothing breaks, nothing refused is kept."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from province.events.models import Event
from province.staff.models import Account
from tests.prove.corpus import MARKUP, must_refuse, plausible, values_for
from tests.prove.forms import Control, Sheet, sheets_of
from tests.routes.listed import PAGES, PUBLIC, Listed
from tests.routes.objects import KINDS
from tests.support.browsers import browser_of

pytestmark = [
    pytest.mark.usefixtures("seeded", "documents"),
    pytest.mark.django_db,
    pytest.mark.prove,
]

# What a page may answer to what it does not take; anything above is a fault, and raises here.
ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 413, 422}
ON_EVERY_PAGE = {"province:logout", "province:search"}
# A draft keeps what is typed, also what it cannot read, and says so.
KEEPS_WHAT_IS_TYPED = {"eligibility:edit", "eligibility:keep"}
OBJECTS = 15


@pytest.fixture
def documents(tmp_path: object, settings: Any) -> None:
    settings.DOCUMENT_ROOT = tmp_path
    settings.AXES_ENABLED = False


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
def test_nothing_that_is_sent_breaks_a_form(each: Listed) -> None:
    complaints = [wrong for browser, sheet in forms_of(each) for wrong in faults_of(browser, sheet)]
    assert complaints == []


def forms_of(each: Listed) -> Iterator[tuple[Browser, Sheet]]:
    """Each different form of the page, for whoever sees it first."""
    seen = set()
    for browser, address in visits(each):
        page = browser.get(address)
        if page.status_code != 200 or page.streaming or not page.headers["Content-Type"].startswith("text/html"):
            continue
        for sheet in sheets_of(address, page.content.decode()):
            everywhere = sheet.route in ON_EVERY_PAGE and each.name != "province:home"
            if sheet.identity not in seen and not everywhere:
                seen.add(sheet.identity)
                yield browser, sheet


def visits(each: Listed) -> Iterator[tuple[Browser, str]]:
    """The page for each of its roles, with several objects: a form shows only in the state it is for."""
    if each.roles == PUBLIC:
        yield Browser(), each.for_somebody(None)
        return
    for role in sorted(each.roles):
        for account in Account.objects.filter(role=role, is_active=True).order_by("pk")[:2]:
            browser = browser_of(account)
            yield from ((browser, address) for address in addresses(each, account))


def addresses(each: Listed, account: Account) -> Iterator[str]:
    if each.kind not in KINDS:
        yield each.for_somebody(account)
        return
    kind = KINDS[each.kind]
    for row in islice(kind.seen_by(account).order_by("-pk"), OBJECTS):
        yield each.at(kind.arguments(row))


def faults_of(browser: Browser, sheet: Sheet) -> Iterator[str]:
    for control in sheet.fields:
        for value in values_for(control.kind):
            yield from told_of(browser, sheet, control, value)


def told_of(browser: Browser, sheet: Sheet, control: Control, value: Any) -> Iterator[str]:
    where = f"{sheet.route} {control.name} ({control.kind}) = {str(value)[:40]!r}"
    with transaction.atomic():
        before = Event.objects.count()
        try:
            answer = browser.post(sheet.action, {**sheet.filled(plausible()), control.name: value})
        except Exception as broken:
            yield f"{where}: {type(broken).__name__} {broken}"[:300]
        else:
            if sheet.route in KEEPS_WHAT_IS_TYPED:
                before = Event.objects.count()
            yield from _complaints(answer, where, before, must_refuse(control.kind, value))
        transaction.set_rollback(True)


def _complaints(answer: Any, where: str, before: int, refused: bool) -> Iterator[str]:
    kept = Event.objects.count() - before
    if answer.status_code not in ANSWERS:
        yield f"{where}: {answer.status_code}"
    if kept and (refused or answer.status_code >= 400):
        yield f"{where}: {answer.status_code}, and {kept} events were recorded"
    if answer.status_code == 200 and not answer.streaming and MARKUP in answer.content.decode(errors="replace"):
        yield f"{where}: markup comes back as markup"
