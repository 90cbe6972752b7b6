"""make articles: the report of what is proved, and a failure on what is only claimed."""

import json

import pytest
from django.core.management import CommandError, call_command

from province.law.queries import register


@pytest.fixture
def project(settings, tmp_path):
    """A folder in which a test run has left its outcomes."""
    settings.BASE_DIR = tmp_path
    (tmp_path / ".local").mkdir()
    (tmp_path / "test_a.py").write_text("def test_here():\n    ...\n")

    def ran(*proved: str) -> None:
        found = {"test_a.py::test_here": {"obligations": list(proved), "passed": True}}
        (tmp_path / register.OUTCOMES).write_text(json.dumps(found))

    return ran


def report(settings) -> dict[str, dict[str, object]]:
    rows = json.loads((settings.BASE_DIR / ".local" / "articles.json").read_text())
    return {row["obligation"]: row for row in rows}


def test_what_is_claimed_without_a_test_fails_and_is_named(project, capsys):
    project("JS-17.1")
    with pytest.raises(CommandError) as failure:
        call_command("articles")
    assert "HN-6.1: no test" in str(failure.value)
    assert "JS-17.1" not in str(failure.value)


def test_the_report_has_every_obligation_with_its_code_and_tests(project, settings, capsys):
    project("JS-17.1")
    with pytest.raises(CommandError):
        call_command("articles")
    rows = report(settings)
    assert len(rows) == 277
    assert {row["state"] for row in rows.values()} <= {"proved", "human", "planned", "unproved"}
    assert rows["JS-17.1"] == {
        "obligation": "JS-17.1",
        "state": "proved",
        "code": ["acts.parameters:DatedValue.entry_on"],
        "tests": ["test_a.py::test_here"],
    }


def test_a_test_of_what_is_still_planned_fails_and_is_named(project, settings, capsys):
    planned = next(each.id for each in register.every_obligation() if each.planned)
    project(planned)
    with pytest.raises(CommandError) as failure:
        call_command("articles")
    assert f"{planned}: planned, yet code or tests claim it" in str(failure.value)
    assert report(settings)[planned]["state"] == "planned"


def test_the_command_prints_the_counts_of_every_act(project, capsys):
    project()
    with pytest.raises(CommandError):
        call_command("articles")
    assert "277 obligations (HN 40 articles, JS 29 articles, CN 0 articles)" in capsys.readouterr().out


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
