"""The house as it stands: stories, rooms and exceptions are those that the contracts name (docs/layout.md)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from province.events.announcements import kinds
from tools.stack.files import ROOT

CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}
FLOORS = ("province", "catalog", "physicians", "eligibility", "settlement", "supervision")
DJANGOS = {"migrations", "management", "templatetags"}
ROOMS = {
    "words", "models", "cycle", "deeds", "policy", "rules", "actions", "announcements", "subscriptions", "queries",
    "sql", "api", "pages", "forms", "admin", "tasks", "errors", "data",
}  # fmt: skip
# What stands in a story beside its rooms, and why. This list only shrinks.
OTHERS = {
    "physicians.clients.hashers": "how client secrets are kept; settings name it",
    "province.frame.access": "who may see a page",
    "province.frame.briefing": "what the first page and the notices tell, which floors fill",
    "province.frame.cloakroom": "what was sent and is not done, for its author to go on with",
    "province.frame.context": "what every page knows",
    "province.frame.error_pages": "a refusal as a page",
    "province.frame.history": "the timeline of one thing",
    "province.frame.nav": "the left column, which floors fill",
    "province.frame.panels": "what floors above put on the page of a thing",
    "province.frame.problems": "a refusal as a program reads it",
    "province.frame.rows": "the steps of a life cycle on pages",
    "province.frame.schema": "what the programs' schema says of refusals",
    "province.frame.search": "the search box, which floors fill",
    "province.frame.steps": "a deed on a page, with the act's article",
    "province.jobs.schedule": "the jobs there are, which stories fill",
    "province.law.checks": "what is asked of the acts at start-up",
}


# What puts something into a registry of the house, and the one file of a floor or story that does.
REGISTERS = {
    r"^(?:nav|search|policy|briefing)\.register\(": "floor.py",
    r"^subscribe\(": "floor.py",
    r"^@job\(": "tasks.py",
    r" = declare\($": "cycle.py",
    r" = deed\(": "deeds.py",
}


def entries(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.name not in ("__pycache__", "__init__.py"))


def stories(floor: str) -> list[str]:
    return [path.name for path in entries(ROOT / floor) if path.is_dir() and path.name not in DJANGOS]


STORIES = [f"{floor}.{story}" for floor in FLOORS for story in stories(floor)]


def in_order(floor: str) -> list[str]:
    """The stories of a floor by its contract, from the lowest up."""
    layers: list[str] = CONTRACTS[f"Stories of {floor} in order"]["layers"]
    return [layer for layer in reversed(layers) if "(" not in layer]


@pytest.mark.parametrize("floor", FLOORS)
def test_every_story_of_a_floor_has_its_place(floor: str) -> None:
    assert CONTRACTS[f"Stories of {floor} in order"]["exhaustive"]
    assert sorted(in_order(floor)) == stories(floor)


@pytest.mark.parametrize("floor", FLOORS)
def test_the_layout_tells_of_the_stories_in_their_order(floor: str) -> None:
    (row,) = re.findall(rf"^\| `{floor}/` \|(.*?)\|", (ROOT / "docs/layout.md").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == in_order(floor)


def test_the_rooms_of_every_story_are_in_order() -> None:
    assert len(STORIES) > 25
    assert sorted(CONTRACTS["Rooms of a story"]["containers"]) == sorted(STORIES)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_has_known_rooms_only(story: str) -> None:
    others = {path.stem for path in entries(ROOT / story.replace(".", "/"))} - ROOMS
    assert {f"{story}.{name}" for name in others} == {name for name in OTHERS if name.rpartition(".")[0] == story}


def test_every_room_of_the_contract_is_a_known_one() -> None:
    ordered = " ".join(CONTRACTS["Rooms of a story"]["layers"])
    named = {name.strip("() ") for name in ordered.replace("|", " ").replace(":", " ").split()}
    assert named == ROOMS - {"data"}


def test_only_faces_are_excepted_from_a_contract() -> None:
    """And the one base of every word, which Django lends us without a table."""
    lines = {line for contract in CONTRACTS.values() for line in contract.get("ignore_imports", [])}
    faces = {f"{floor}.*.{face} -> {floor}.**" for floor in FLOORS for face in ("pages", "pages.**", "admin")}
    assert lines <= faces | {"kit.words -> django"}


@pytest.mark.parametrize(("line", "home"), REGISTERS.items())
def test_a_registry_is_filled_from_one_place_of_each_floor_or_story(line: str, home: str) -> None:
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    fill = [path for path in files if re.search(line, path.read_text("utf-8"), re.MULTILINE)]
    assert len(fill) >= 2
    assert {path.name for path in fill} == {home}


def test_what_a_story_announces_is_heard() -> None:
    assert [kind.__name__ for kind, handlers in kinds().items() if not handlers] == []


# Who touches the session: when it began and was used. Whom or what a form is about stands in the form or its address.
IN_THE_SESSION = {"province/staff/pages/session_limits.py"}


def test_no_form_leans_on_the_session() -> None:
    """Two tabs share one: what a POST reads there may be the other's."""
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
    }
    assert {name for name, text in files.items() if re.search(r"request\.session|\.session\[", text)} == IN_THE_SESSION


def test_every_form_is_filled_in_again_when_it_came_too_late() -> None:
    """A form that is bound to request.POST is empty after signing in; so is one behind a decorator of Django's."""
    faces = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "pages" in str(path)]
    assert len(faces) > 40
    by_hand = r"request\.POST or |require_POST|require_http_methods"
    assert [str(path) for path in faces if re.search(by_hand, path.read_text("utf-8"))] == []
