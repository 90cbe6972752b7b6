"""Statements in files: their parameters, and how they are made ready."""

import re
from pathlib import Path

import pytest

from settlement.counter import sql
from settlement.counter.sql import Statement


@pytest.fixture
def statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Statement:
    (tmp_path / "some.sql").write_text("SELECT :day::date AS day, now()::text, :codes::text[] WHERE :day > now()::date")
    monkeypatch.setattr(sql, "HERE", tmp_path)
    return Statement("some")


def test_a_parameter_is_typed_where_it_first_stands_and_a_cast_is_none(statement: Statement) -> None:
    assert statement.parameters == ["day", "codes"]
    assert statement.preparation.startswith("PREPARE counter_some (date, text[]) AS SELECT $1 AS day, now()::text, $2")


def test_expressions_take_the_places_of_parameters_with_their_types(statement: Statement) -> None:
    written = statement.with_values(day="current_date", codes="NULL")
    assert written.startswith(
        "SELECT (current_date)::date AS day, now()::text, (NULL)::text[] WHERE (current_date)::date"
    )


@pytest.mark.django_db
def test_every_statement_can_be_prepared_and_names_its_columns() -> None:
    for statement in sql.STATEMENTS:
        assert set(statement.types) == set(statement.parameters)
        assert re.findall(r"(?:SELECT|RETURNING|,|\.)\s*\*", statement.source) == []


def test_a_parameter_of_two_types_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some.sql").write_text("SELECT :day::date WHERE :day::text = ''")
    monkeypatch.setattr(sql, "HERE", tmp_path)
    with pytest.raises(ValueError, match="day is date in one place and text in another"):
        Statement("some")
