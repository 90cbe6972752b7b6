"""How long packs last, and what is still in hand: by example, and by what holds of all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.prescriptions.rules.supply import Regimen, Supply, days_in_hand, days_of, most_days, packs_for

DAY = date(2026, 11, 23)
ONCE, THRICE = Regimen(Decimal(1)), Regimen(Decimal(2), times=3)
TWO_WEEKS_OF_THREE = Regimen(Decimal(1), taken_days=14, cycle_days=21)
QUARTERLY = Regimen(Decimal(1), cycle_days=84)


@pytest.mark.parametrize(
    ("packs", "units", "regimen", "days"),
    [
        (1, 30, ONCE, 30),
        (900, 30, ONCE, 27_000),
        (8, 21, THRICE, 28),
        (2, 7, TWO_WEEKS_OF_THREE, 21),
        (1, 1, QUARTERLY, 84),
        (Decimal("0.5"), 10, ONCE, 5),
        (1, 10, Regimen(Decimal(3)), 3),
        (1, 1, THRICE, 0),
    ],
)
def test_packs_last_as_long_as_the_regimen_uses_them_up(
    packs: Decimal, units: int, regimen: Regimen, days: int
) -> None:
    assert days_of(Decimal(packs), units, regimen) == days


@pytest.mark.parametrize(
    ("days", "units", "regimen", "packs"),
    [(30, 21, THRICE, 8), (30, 30, ONCE, 1), (28, 7, TWO_WEEKS_OF_THREE, 2), (84, 1, QUARTERLY, 1), (30, 60, ONCE, 1)],
)
def test_packs_are_as_many_as_do_not_outlast_the_days(days: int, units: int, regimen: Regimen, packs: int) -> None:
    assert packs_for(days, units, regimen) == packs


def days_before(*supplies: tuple[int, int]) -> int:
    return days_in_hand([Supply(DAY - timedelta(days=ago), Decimal(days)) for ago, days in supplies], DAY)


@pytest.mark.parametrize(
    ("supplies", "in_hand"),
    [
        ([], 0),
        ([(0, 28)], 28),
        ([(21, 28)], 7),
        ([(28, 28)], 0),
        ([(100, 28)], 0),
        ([(0, 30), (0, 30)], 60),
        ([(21, 28), (7, 28)], 35),
        ([(100, 28), (7, 28)], 21),
        ([(-1, 28)], 0),
    ],
    ids=["nothing", "today", "three weeks ago", "used up", "long ago", "twice", "overlapping", "after a gap", "later"],
)
def test_one_supply_is_used_up_after_the_other(supplies: list[tuple[int, int]], in_hand: int) -> None:
    assert days_before(*supplies) == in_hand


supply = st.tuples(st.integers(0, 200), st.integers(1, 90))


@given(st.lists(supply, max_size=8), supply)
def test_more_was_given_never_means_less_in_hand(supplies: list[tuple[int, int]], more: tuple[int, int]) -> None:
    assert days_before(*supplies) <= days_before(*supplies, more) <= days_before(*supplies) + more[1]


@given(st.lists(supply, min_size=1, max_size=8))
def test_the_order_in_which_supplies_are_told_does_not_matter(supplies: list[tuple[int, int]]) -> None:
    assert days_before(*supplies) == days_before(*reversed(supplies))


@pytest.mark.parametrize(("indivisible", "days", "most"), [(False, 84, 30), (True, 84, 84), (True, 28, 30)])
def test_a_pack_that_cannot_be_divided_may_outlast_the_limit(indivisible: bool, days: int, most: int) -> None:
    assert most_days(30, indivisible, Decimal(days)) == most
