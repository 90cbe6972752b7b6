"""The closed list of papers."""

import pytest

from acts.citations import article_of
from acts.policy import Policy
from eligibility.applications.rules.materials import Gap, GapNotNewlyHandedIn, GapOutsideTheList, NoGapNamed, check_gaps
from eligibility.applications.words import MaterialKind
from tests.eligibility.rules.conftest import DAY


@pytest.mark.obligation("HN-23.3", "HN-A.7")
def test_a_return_may_ask_for_nothing_outside_the_closed_list(hunan: Policy) -> None:
    with pytest.raises(GapOutsideTheList):
        check_gaps([Gap(MaterialKind.FORM)], 0, frozenset(), hunan, DAY)


@pytest.mark.obligation("HN-23.3", "JS-9(2).3")
def test_a_first_return_names_something_and_a_second_only_what_is_new(hunan: Policy, jiangsu: Policy) -> None:
    for policy in (hunan, jiangsu):
        with pytest.raises(NoGapNamed):
            check_gaps([], 0, frozenset(), policy, DAY)
        with pytest.raises(GapNotNewlyHandedIn) as refused:
            check_gaps([Gap(MaterialKind.MEDICAL)], 1, frozenset({MaterialKind.CREDENTIAL}), policy, DAY)
        assert article_of(policy, refused.value) == {"HN": "HN-23", "JS": "JS-9(2)"}[policy.act.id]
        check_gaps([Gap(MaterialKind.CREDENTIAL)], 1, frozenset({MaterialKind.CREDENTIAL}), policy, DAY)
