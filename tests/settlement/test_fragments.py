"""Who may name which table: a fragment its own story's, a statement of the counter none."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from settlement.claims.models import Claim, ClaimLine, LedgerEntry
from settlement.claims.rules import COLUMNS
from settlement.counter import sql
from tools.stack.files import ROOT

FILES = {statement.name: sql.HERE / f"{statement.name}.sql" for statement in sql.STATEMENTS}
FRAGMENTS = sorted(set(ROOT.glob("[a-z]*/[a-z]*/sql/*.sql")) - set(FILES.values()))
TABLES = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
_HEAD = re.compile(r"^-- needs: (?P<needs>[a-z_, ]+)$", re.MULTILINE)
_PART = re.compile(r"^(?P<name>[a-z_]+) AS (?:MATERIALIZED )?\($", re.MULTILINE)
_RELATION = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|NULL::)\s*(?P<name>[a-z_]+)\b(?!\s*\()")
_PARAMETER = re.compile(r"(?<!:):(?P<name>[a-z_]+)")


def code_of(text: str) -> str:
    return re.sub(r"--.*", "", text)


def tables_in(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]+", code_of(text))) & TABLES.keys()


def story_of(fragment: Path) -> str:
    return ".".join(fragment.relative_to(ROOT).parts[:2])


def name_of(fragment: Path) -> str:
    return f"{story_of(fragment)}.{fragment.stem}"


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=name_of)
def test_a_fragment_is_one_part_of_its_own_name_that_says_what_it_needs(fragment: Path) -> None:
    text = fragment.read_text("utf-8")
    assert _PART.findall(text) == [fragment.stem]
    parts = set(_RELATION.findall(code_of(text))) - tables_in(text) - {fragment.stem}
    needs = ", ".join(_HEAD.findall(text)).split(", ") if _HEAD.search(text) else []
    assert parts | set(_PARAMETER.findall(code_of(text))) == set(needs)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=name_of)
def test_a_fragment_names_the_tables_of_its_own_story_only(fragment: Path) -> None:
    owners = {".".join(TABLES[table].__module__.split(".")[:2]) for table in tables_in(fragment.read_text("utf-8"))}
    assert owners <= {story_of(fragment)}


def test_the_stories_publish_what_the_counter_reads() -> None:
    assert len({table for fragment in FRAGMENTS for table in tables_in(fragment.read_text("utf-8"))}) > 20


@pytest.mark.parametrize("name", FILES)
def test_a_statement_of_the_counter_names_no_table(name: str) -> None:
    assert tables_in(FILES[name].read_text("utf-8")) == set()


def test_every_fragment_is_part_of_a_statement() -> None:
    included = {name for statement in sql.STATEMENTS for name in re.findall(r"^-- ([a-z_.]+)$", statement.source, re.M)}
    assert {name_of(fragment) for fragment in FRAGMENTS} == included


def test_an_event_is_inserted_in_one_place_only() -> None:
    files = {*FRAGMENTS, *FILES.values(), *ROOT.glob("[a-z]*/**/*.py")}
    ours = [file for file in files if file.relative_to(ROOT).parts[0] not in {"tests", "tools"}]
    inserting = [name_of(file) for file in ours if "INSERT INTO province_event" in file.read_text("utf-8")]
    assert inserting == ["province.events.event"]


WRITTEN = {
    "claim": (Claim, {"account_id", "statement_month", "fund_total", "policy_version", "year"}),
    "claim_line": (ClaimLine, {"id", "claim_id"}),
    "ledger_entry": (LedgerEntry, {"id", "claim_id", "account_id"}),
}


@pytest.mark.parametrize("row", WRITTEN)
def test_a_claims_values_have_the_names_of_its_columns(row: str) -> None:
    model, others = WRITTEN[row]
    columns = {field.column for field in model._meta.concrete_fields}
    assert set(COLUMNS[row]) == columns - others
    assert len(COLUMNS[row]) == len(set(COLUMNS[row]))


def test_a_statement_can_be_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("statement", "post")
    printed = capsys.readouterr().out
    assert "INSERT INTO settlement_claim (\n" in printed
    assert "-- include" not in printed
