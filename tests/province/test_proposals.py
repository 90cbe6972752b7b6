"""Two persons set a figure: who proposes never confirms, and what is decided stays decided."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from eligibility.people.words import InsuranceType
from kit.errors import DomainError, NotPermitted, ReasonMissing, WrongState
from kit.period import Period
from province.events.models import Event
from province.proposals.actions import confirm, confirm_many, decline, propose, take_back
from province.proposals.errors import FirstDayMovedForward, FirstDayPast, NotOwnProposal, OwnProposal
from province.proposals.models import Proposal
from province.proposals.queries import waiting_for
from province.proposals.words import ProposalState as S
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.actions import Limit
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import LimitFactory
from tests.support.browsers import browser_of
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db

DAY, TOMORROW, LATER = date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def one() -> Account:
    return AccountFactory(role=Role.CATALOG_ADMIN, name="提出人")


@pytest.fixture
def other() -> Account:
    return AccountFactory(role=Role.CATALOG_ADMIN, name="确认人")


def limit(kind: LimitKind = LimitKind.POOLED) -> Limit:
    return Limit(AreaFactory(code="430100").pk, InsuranceType.EMPLOYEE, kind, Decimal(160000))


def proposed(by: Account, first: date = TOMORROW, **of: Any) -> Proposal:
    return propose(figure=limit(**of), first=first, document="12号", by=by, on=DAY)


def test_a_confirmed_figure_holds_from_its_first_day_and_names_its_proposal(one: Account, other: Account) -> None:
    proposal = confirm(proposal=proposed(one), by=other, on=DAY)
    row = AnnualLimit.objects.get()
    assert (row.proposal, row.first_day, proposal.decided_by) == (proposal, TOMORROW, other)
    verbs = Event.objects.filter(noun="proposal").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [("propose", one.pk), ("confirm", other.pk)]


REFUSED = {
    "who proposed confirms": (OwnProposal, lambda row, one, other: confirm(proposal=row, by=one, on=DAY)),
    "who proposed declines": (OwnProposal, lambda row, one, other: decline(proposal=row, why="x", by=one, on=DAY)),
    "another takes back": (NotOwnProposal, lambda row, one, other: take_back(proposal=row, why="x", by=other, on=DAY)),
    "no reason is given": (ReasonMissing, lambda row, one, other: decline(proposal=row, why=" ", by=other, on=DAY)),
    "another role confirms": (
        NotPermitted,
        lambda row, one, other: confirm(proposal=row, by=AccountFactory(role=Role.REVIEWER), on=DAY),
    ),
    "the first day is over": (FirstDayPast, lambda row, one, other: confirm(proposal=row, by=other, on=LATER)),
    "the first day is brought forward": (
        FirstDayMovedForward,
        lambda row, one, other: confirm(proposal=row, first=DAY, by=other, on=DAY),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_decision_is_refused(case: str, one: Account, other: Account) -> None:
    refusal, decide = REFUSED[case]
    row = proposed(one)
    with pytest.raises(refusal):
        decide(row, one, other)
    row.refresh_from_db()
    assert (row.state, AnnualLimit.objects.count()) == (S.PROPOSED, 0)


@pytest.mark.parametrize("step", [decline, take_back])
def test_what_is_not_wanted_never_holds(step: Any, one: Account, other: Account) -> None:
    row = step(proposal=proposed(one), why="文号有误", by=one if step is take_back else other, on=DAY)
    assert (row.why, AnnualLimit.objects.count()) == ("文号有误", 0)
    with pytest.raises(WrongState):
        confirm(proposal=row, by=other, on=DAY)


def test_a_late_confirmation_gives_a_day_from_today_on(one: Account, other: Account) -> None:
    confirm(proposal=proposed(one), first=LATER, by=other, on=LATER)
    assert AnnualLimit.objects.get().first_day == LATER


def test_the_act_may_let_a_figure_reach_back(one: Account, other: Account, settings: Any, tmp_path: Path) -> None:
    change = ("two_persons.may_reach_back", "value = false", "value = true")
    settings.PROVINCE = changed_act(tmp_path, "hunan", change)
    confirm(proposal=proposed(one), by=other, on=LATER)
    assert AnnualLimit.objects.get().first_day == TOMORROW


def test_what_could_not_hold_is_not_proposed_and_leaves_no_trace(one: Account) -> None:
    LimitFactory(period=Period(TOMORROW, LATER))
    with pytest.raises(DomainError):
        proposed(one)
    assert not Proposal.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"state": S.CONFIRMED},  # decided by nobody
        {"state": S.CONFIRMED, "decided_by": "one"},  # by the proposer
        {"state": S.DECLINED, "decided_by": "one"},
        {"state": S.ABANDONED, "decided_by": "other"},
        {"state": S.PROPOSED, "decided_by": "other"},
    ],
    ids=str,
)
def test_the_database_knows_that_two_persons_are_two(lie: dict[str, Any], one: Account, other: Account) -> None:
    row, people = proposed(one), {"one": one, "other": other}
    decider = people.get(lie.pop("decided_by", ""))
    with pytest.raises(IntegrityError, match="proposal_two_persons"), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(decided_by=decider, decided_on=DAY if decider else None, **lie)


def test_a_proposal_becomes_one_row_only(one: Account, other: Account) -> None:
    proposal = confirm(proposal=proposed(one), by=other, on=DAY)
    with pytest.raises(IntegrityError, match="proposal_id"), transaction.atomic():
        LimitFactory(kind=LimitKind.OVERALL, proposal=proposal)


def test_several_are_confirmed_all_or_none(one: Account, other: Account) -> None:
    rows = [proposed(one), proposed(one, kind=LimitKind.OVERALL), proposed(one)]
    with pytest.raises(DomainError):
        confirm_many(proposals=rows, by=other, on=DAY)
    assert not AnnualLimit.objects.exists()
    confirm_many(proposals=rows[:2], by=other, on=DAY)
    assert AnnualLimit.objects.count() == 2


def test_a_proposal_waits_for_the_other_person(one: Account, other: Account) -> None:
    row = proposed(one)
    assert (list(waiting_for(other)), list(waiting_for(one))) == ([row], [])
    assert not waiting_for(AccountFactory(role=Role.AUDITOR)).exists()


def buttons(row: Proposal, user: Account) -> list[str]:
    answer = browser_of(user).get(reverse("province:proposal", args=[row.pk]))
    return [offer.row.verb for offer in answer.context["offers"]]


def test_each_person_is_offered_her_own_steps(one: Account, other: Account) -> None:
    row = proposed(one)
    assert buttons(row, one) == ["take_back"]
    assert buttons(row, other) == ["confirm", "decline"]


def test_who_confirms_reads_what_is_changed_into_what(one: Account, other: Account) -> None:
    LimitFactory(amount=150000, period=Period(DAY, None))
    row = propose(figure=limit(), first=date(2030, 1, 1), document="12号", by=one, on=DAY)
    step = browser_of(other).get(reverse("province:confirm_proposal", args=[row.pk])).context["step"]
    assert "150,000.00 元，改为 160,000.00 元" in step.consequence


def test_several_of_others_are_confirmed_on_one_page(one: Account, other: Account) -> None:
    far = date(2030, 1, 1)
    rows = [propose(figure=limit(kind), first=far, document="12号", by=one, on=DAY) for kind in LimitKind]
    form = {"proposals": [row.pk for row in rows]}
    browser_of(other).post(reverse("province:confirm_several"), form)
    assert AnnualLimit.objects.count() == len(rows)
