"""Announcements: handled at once, in the same transaction, or not at all."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from catalog.listings.announcements import DrugLeft
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.calendar.announcements import CalendarLoaded
from province.events import announcements
from province.events.announcements import Announcement, announce, kinds, subscribe


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcements, "_handlers", {})


@pytest.fixture
def in_transaction(db: None) -> Iterator[None]:
    with transaction.atomic():
        yield


LOADED = CalendarLoaded(year=2027, by=None, on=date(2026, 11, 23))


def test_who_subscribed_hears_it_in_order_and_once(in_transaction: None) -> None:
    heard: list[str] = []

    def first(_: CalendarLoaded) -> None:
        heard.append("first")

    for handler in (first, lambda _: heard.append("second"), first):
        subscribe(CalendarLoaded, handler)
    announce(LOADED)
    assert heard == ["first", "second"]


def test_another_kind_is_not_heard(in_transaction: None) -> None:
    heard: list[Announcement] = []
    subscribe(DrugLeft, heard.append)
    announce(LOADED)
    assert heard == []


def test_a_handler_that_refuses_undoes_the_whole_act(db: None) -> None:
    def refuse(_: CalendarLoaded) -> None:
        raise RuntimeError("refused above")

    @transaction.atomic
    def act() -> None:
        Area.objects.create(code="430000", name="湖南省", level=AreaLevel.PROVINCE)
        announce(LOADED)

    subscribe(CalendarLoaded, refuse)
    with pytest.raises(RuntimeError):
        act()
    assert not Area.objects.exists()


def test_outside_a_transaction_nothing_is_announced(own_database: str) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        announce(LOADED)


def test_the_kinds_are_few_and_each_says_what_happened() -> None:
    listed = kinds()
    assert 8 <= len(listed) <= 16
    assert all(kind.__doc__ and "." in kind.__doc__ for kind in listed)
    assert all(kind.__module__.endswith(".announcements") for kind in listed)


def test_the_list_shows_who_listens() -> None:
    def handler(_: CalendarLoaded) -> None: ...

    subscribe(CalendarLoaded, handler)
    assert kinds()[CalendarLoaded] == (handler,)
