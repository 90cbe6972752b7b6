"""The figures of the house: what is counted is there, and what is none is not."""

import pytest

from tools.figures import Module, modules, repetitions, small_helpers, templates, vague_names

MOST_VAGUE_NAMES = 2  # of a thousand lines

# Short, called once, and a function all the same. This list only shrinks.
WORTH_A_NAME = {
    "_lock_account": "a lock with its reason",
    "_verdicts": "what a page shows and what an action obeys, side by side",
    "first_of": "the twin of the function before it",
    "new_numbers": "chance, apart from the story that it begins",
    "_summary": "the last line of a long report",
}

HELPER = "def _sum(a, b):\n    return a + b\n\n\ndef bill():\n    return _sum(1, 2)\n"


def names(text: str) -> list[str]:
    return [place.name for place in vague_names(Module("a.py", text))]


@pytest.mark.parametrize(
    "text",
    [
        "found = 1",
        "def pay(held): ...",
        "[each for each in rows]",
        "def _signed(case): ...",
        "with opened() as stored: ...",
        "for locked, row in rows: ...",
    ],
)
def test_a_participle_that_names_a_thing_is_counted(text: str) -> None:
    assert len(names(text)) == 1


@pytest.mark.parametrize(
    "text", ["found_row = 1", "feed = 1", "class Refused: ...", "class Claim:\n    reversed: bool", "row.found = 1"]
)
def test_a_noun_a_class_and_a_column_are_not(text: str) -> None:
    assert names(text) == []


def test_a_short_function_that_is_called_once_is_counted() -> None:
    assert [place.name for place in small_helpers([Module("a.py", HELPER)], "")] == ["_sum"]


@pytest.mark.parametrize("more", ["\n\nvalue = _sum(3, 4)\n", "\n\nkey = _sum\n"])
def test_a_short_function_that_is_needed_twice_is_not(more: str) -> None:
    assert list(small_helpers([Module("a.py", HELPER + more)], "")) == []


def test_six_lines_that_stand_twice_are_a_pair_of_places() -> None:
    lines = "\n".join(f"value_{n} = {n}" for n in range(6))
    assert len(repetitions([Module("a.py", lines), Module("b.py", lines)])) == 1


def test_the_house_is_found() -> None:
    assert len(modules()) > 500


def test_things_are_called_by_what_they_are() -> None:
    house = modules()
    vague = [place for module in house for place in vague_names(module)]
    lines = sum(len(module.lines) for module in house)
    assert 1000 * len(vague) < MOST_VAGUE_NAMES * lines, "\n".join(map(str, vague))


def test_no_run_of_lines_stands_twice() -> None:
    assert repetitions(modules()) == []


def test_what_is_called_once_stays_where_it_is_used() -> None:
    helpers = small_helpers([*modules(), *modules("tests")], templates())
    mine = {place.name for place in helpers if not place.file.startswith("tests/")}
    assert mine == WORTH_A_NAME.keys()
