"""A mark of an obligation stands on the case that proves it: anything wider is refused at collection."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.support.obligations import faults, proving

PROVES = pytest.mark.obligation("XX-1.1")


def case(function: Callable[..., None], *, table: bool, above: tuple[pytest.Mark, ...] = ()) -> SimpleNamespace:
    """A collected test as far as its marks are asked for; of a table it has the values of its own case."""
    parents = [SimpleNamespace(own_markers=list(above)), SimpleNamespace(own_markers=[])]
    own = getattr(function, "pytestmark", [])
    item = SimpleNamespace(obj=function, listchain=lambda: parents, iter_markers=lambda name: [*own, *above])
    if table:
        item.callspec = SimpleNamespace(params={})
    return item


@PROVES
def marked() -> None: ...


@pytest.mark.obligation("XX-9.9")
def stranger() -> None: ...


def plain() -> None: ...


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (case(marked, table=True), "not on the whole table"),
        (case(plain, table=False, above=(PROVES.mark,)), "not on all that a module or a class has"),
        (case(stranger, table=False), "no act has an obligation XX-9.9"),
    ],
)
def test_a_mark_that_says_too_much_is_refused(item: SimpleNamespace, reason: str) -> None:
    (fault,) = faults(item, {"XX-1.1"})
    assert reason in fault


def test_a_mark_on_a_test_of_its_own_is_taken() -> None:
    assert list(faults(case(marked, table=False), {"XX-1.1"})) == []


def test_a_table_marks_its_cases_by_their_names() -> None:
    one, other = proving({"one": (1, 2), "other": 3}, {"one": "XX-1.1 XX-1.2"})
    assert (one.values, one.id, one.marks[0].args) == ((1, 2), "one", ("XX-1.1", "XX-1.2"))
    assert (other.values, other.marks) == ((3,), [])


def test_a_mark_for_a_case_that_is_not_there_is_refused() -> None:
    with pytest.raises(pytest.UsageError, match="no case is called"):
        proving({"one": 1}, {"another": "XX-1.1"})
