"""make articles: the report of what is proved, and a failure on what is only claimed."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from acts import proof
from acts.proof import Caught, load_proof, write_proof
from province.law.queries import register
from tools.management.commands import articles

PROVED = load_proof()


@pytest.fixture
def project(settings, tmp_path, monkeypatch):
    """A folder of the report's own, and a result that may be changed."""
    monkeypatch.setattr(proof, "PROOF", tmp_path / "proof.json")
    write_proof(PROVED)
    return tmp_path


@pytest.fixture
def report(monkeypatch, tmp_path):
    """Where the report goes, as it was written."""
    monkeypatch.setattr(articles, "REPORT", str(tmp_path / "articles.json"))
    return lambda: {row["obligation"]: row for row in json.loads((tmp_path / "articles.json").read_text())}


def test_what_is_claimed_is_proved(project, report, capsys):
    call_command("articles")
    shown = capsys.readouterr().out
    assert "329 obligations (HN 40 articles, JS 29 articles, CN 17 articles" in shown
    assert "Carriers broken one by one between 2026-" in shown


def test_a_carrier_that_no_test_catches_fails_and_is_named(project, report, capsys):
    row = PROVED["HN-33.2"]
    write_proof({**PROVED, "HN-33.2": replace_by(row, "")})
    with pytest.raises(CommandError, match=r"HN-33\.2: no test goes red when this is broken"):
        call_command("articles")
    assert report()["HN-33.2"]["state"] == "unproved"


def replace_by(row, by):
    return type(row)(row.on, {place: Caught(caught.digest, by) for place, caught in row.carriers.items()}, row.tests)


def test_what_was_never_broken_fails_and_is_named(project, report, capsys):
    write_proof({name: row for name, row in PROVED.items() if name != "JS-17.1"})
    with pytest.raises(CommandError, match=r"JS-17\.1: no test is known to prove it"):
        call_command("articles")


def test_the_report_has_every_obligation_with_its_code_and_tests(project, report, capsys):
    call_command("articles")
    assert {row["state"] for row in report().values()} == {"proved", "human", "planned"}
    assert report()["JS-17.1"]["code"] == ["acts.parameters:DatedValue.entry_on"]
    assert len(report()["JS-17.1"]["tests"]) == 1


def test_code_that_nobody_reaches_fails_and_is_named(project, report, capsys, monkeypatch):
    standings = register.standings()
    astray = replace(standings[1], code=("eligibility.people.actions.insuring:hold",))
    monkeypatch.setattr(register, "standings", lambda: [astray])
    with pytest.raises(CommandError, match=r"insuring:hold: no address, job or command reaches it"):
        call_command("articles")


@pytest.mark.parametrize(
    ("demand", "lines"),
    [
        ("application.accept", ["hunan: HN-23", "jiangsu: a step that this act leaves out"]),
        ("PERSON_DECEASED", ["settlement.", "hunan: HN-5", "jiangsu: "]),
    ],
)
def test_the_chain_of_a_demand_is_printed_under_every_act(capsys, demand, lines) -> None:
    call_command("demand", demand)
    shown = capsys.readouterr().out
    assert all(line in shown for line in lines)


def test_what_the_code_does_not_demand_is_said_so() -> None:
    with pytest.raises(CommandError, match="no demand of the code"):
        call_command("demand", "NOTHING_OF_THE_KIND")
