"""What breaks a carrier breaks it for everybody, for one test, and then it is whole again."""

from datetime import date
from decimal import Decimal
from types import FunctionType

import pytest

from acts.cycles import effective
from acts.loader import load_policy
from catalog.listings.rules import removal
from catalog.listings.rules.removal import Removal, Review, refuse_unfounded
from catalog.listings.words import DelistingCause
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.policy import Reviewing
from eligibility.applications.rules.insurance import InsuredHere
from kit.errors import WrongState
from province.law.checks import import_floors
from province.law.queries.register import standings
from tests.prove.breaking import NotBreakable, broken, carrier_at, digest, moved
from tests.prove.wrong import WRONG

DAY = date(2026, 11, 30)
HUNAN = load_policy("hunan")


def test_a_broken_rule_says_true() -> None:
    with broken("eligibility.applications.rules.insurance:InsuredHere"):
        assert InsuredHere().is_met(None, HUNAN) is True  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        InsuredHere().is_met(None, HUNAN)  # type: ignore[arg-type]


def test_a_step_is_taken_out_of_its_life_cycle_under_every_act() -> None:
    with broken("eligibility.applications.cycle:application.submit"):
        for act in ("hunan", "jiangsu"):
            with pytest.raises(WrongState):
                effective(APPLICATION, act).step("endorsed", "submit")
    assert effective(APPLICATION, "hunan").step("endorsed", "submit").target == "submitted"


def test_a_parameter_moves_by_one() -> None:
    with broken("hunan:reviewing.working_days"):
        assert HUNAN[Reviewing].working_days.on(DAY) == 16
    assert HUNAN[Reviewing].working_days.on(DAY) == 15


def test_a_function_gives_its_wrong_value_to_who_imported_it_by_name() -> None:
    unreviewed = Removal(DelistingCause.PRICE_HIGH, DAY, DAY, Review(), False)
    with broken("catalog.listings.rules.removal:_refuse_without_review"):
        refuse_unfounded(unreviewed, HUNAN)
    with pytest.raises(removal.ReviewMissing):
        refuse_unfounded(unreviewed, HUNAN)


def test_a_function_without_a_declared_wrong_value_cannot_be_broken() -> None:
    with pytest.raises(NotBreakable, match="declares no wrong value"), broken("kit.clock:today"):
        raise AssertionError("never reached")


@pytest.mark.parametrize(
    ("value", "next_to_it"),
    [
        (15, 16),
        (True, False),
        (Decimal("0.70"), Decimal("0.71")),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (("a", "b"), ("a",)),
        ({"310": Decimal("0.70")}, {"310": Decimal("0.71")}),
        (DelistingCause.OTHER, next(iter(DelistingCause))),
    ],
)
def test_what_moves_by_one(value: object, next_to_it: object) -> None:
    assert moved(value) == next_to_it


def test_every_function_that_carries_an_obligation_has_a_wrong_value() -> None:
    import_floors()
    places = {place for standing in standings() for place in standing.code}
    functions = {place for place in places if isinstance(carrier_at(place), FunctionType)}
    assert functions <= WRONG.keys()
    assert all(len(digest(place)) == 12 for place in places)
