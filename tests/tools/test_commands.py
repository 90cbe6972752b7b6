"""What one asks the house in a terminal."""

import io

import pytest
from celery.schedules import crontab
from django.core.management import CommandError, call_command

from settlement.counter.sql import FACTS
from tools.documents import minutes, table


def said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_demand_is_followed_from_the_code_to_the_articles_of_every_act() -> None:
    lines = said("demand", "PERSON_DECEASED").splitlines()
    assert lines[0] == "PERSON_DECEASED"
    assert "  settlement.counter.rules.people:PersonAlive" in lines
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")][1:] == ["hunan", "jiangsu"]


def test_a_step_that_an_act_leaves_out_is_said_so() -> None:
    assert "jiangsu: a step that this act leaves out" in said("demand", "application.approve")


def test_what_the_code_does_not_demand_is_refused_by_name() -> None:
    with pytest.raises(CommandError, match="SUNSHINE is no demand"):
        said("demand", "SUNSHINE")


def test_a_statement_is_printed_whole() -> None:
    text = said("statement", "facts")
    assert text == FACTS.source
    assert "-- include" not in text
    with pytest.raises(CommandError):
        said("statement", "other")


def test_a_table_keeps_its_columns_whatever_stands_in_a_cell() -> None:
    assert list(table("name what-it-is", [("a", "x|y")])) == [
        "| name | what it is |",
        "| --- | --- |",
        "| a | x/y |",
        "",
    ]


@pytest.mark.parametrize(
    ("minute", "words"),
    [("*", "every minute"), ("*/5", "every 5 minutes"), ("7", "every hour at :07, done once a day")],
)
def test_a_schedule_is_told_in_words(minute: str, words: str) -> None:
    assert minutes(crontab(minute=minute)) == words
