"""The bad-input test itself: it reads forms as a browser does, and does not overlook what goes wrong."""

from types import SimpleNamespace
from typing import Any

import pytest

from kit.clock import today
from province.areas.deeds import ESTABLISH
from province.events.actions.recording import record
from tests.prove.corpus import MARKUP, NO_AMOUNTS, must_refuse, values_for
from tests.prove.forms import Control, Sheet, sheets_of
from tests.prove.test_forms import told_of

PAGE = """
<form method="get"><input name="q"></form>
<form method="post" action="/login/">
  <input type="hidden" name="csrfmiddlewaretoken" value="x"><input type="hidden" name="next" value="/">
  <input name="amount" inputmode="decimal"><textarea name="why">\nas before</textarea>
  <select name="kind"><option value=""><option value="a">A</option><option value="b" selected>B</option></select>
  <input type="checkbox" name="sure" checked><button name="step" value="1">go</button>
</form>
"""


def test_a_form_is_read_with_what_stands_in_it() -> None:
    (sheet,) = sheets_of("/here/", PAGE)
    assert sheet.route == "province:login"
    assert sheet.filled({"amount": "1"}) == {
        "next": "/", "amount": "1", "why": "as before", "kind": "b", "sure": "on", "step": "1",
    }  # fmt: skip
    assert [(control.name, control.kind) for control in sheet.fields] == [
        ("next", "hidden"), ("amount", "amount"), ("why", "text"), ("kind", "select"), ("sure", "checkbox"),
    ]  # fmt: skip


def answering(status: int = 200, text: str = "", events: int = 0) -> Any:
    """A browser whose server answers so."""

    def post(_address: str, _data: dict[str, Any]) -> Any:
        for _ in range(events):
            record(ESTABLISH, 1, by=None, on=today())
        return SimpleNamespace(status_code=status, streaming=False, content=text.encode())

    return SimpleNamespace(post=post)


def breaking(_address: str, _data: dict[str, Any]) -> Any:
    raise OverflowError("date value out of range")


FAULTS = {
    "a view that breaks": SimpleNamespace(post=breaking),
    "a fault": answering(500),
    "a refusal that kept something": answering(422, events=1),
    "a wrong amount that was kept": answering(302, events=1),
    "markup that comes back": answering(200, f"<p>{MARKUP}</p>"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_told(fault: str) -> None:
    sheet, control = Sheet("/login/"), Control("amount", "amount")
    assert list(told_of(FAULTS[fault], sheet, control, NO_AMOUNTS[0])) != []
    assert list(told_of(answering(200, "amount is wrong"), sheet, control, NO_AMOUNTS[0])) == []


def test_every_kind_of_control_has_its_corpus() -> None:
    assert all(values_for(kind) for kind in ("text", "amount", "date", "select", "radio", "hidden", "file", "number"))
    assert must_refuse("date", "2026-02-30")
    assert not must_refuse("date", "2031-01-01")
