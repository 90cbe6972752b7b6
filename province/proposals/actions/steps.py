"""One person proposes a figure, another confirms or declines it; the proposer may take it back."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import msgspec

from kit.action import action
from kit.errors import ReasonMissing
from kit.life_cycle import NEW
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.law.queries.policy import current_policy, cycle_in_use
from province.proposals.actions.figures import Figure, figure_of
from province.proposals.cycle import PROPOSAL
from province.proposals.errors import FirstDayMovedForward, NotOwnProposal, OwnProposal
from province.proposals.models import Proposal
from province.proposals.policy import TwoPersons
from province.proposals.words import ProposalState
from province.staff.models import Account


@action
def propose(*, figure: Figure, first: date, document: str, by: Account, on: date) -> Proposal:
    """Propose a figure from `first`: nothing is paid by it before another account has confirmed it.

    It is tried out and undone, so that what could never be confirmed is not proposed.
    Raises NotPermitted, FirstDayPast, and what the kind's own rules refuse.
    """
    step = cycle_in_use(PROPOSAL).step_by(by.role, NEW, "propose")
    current_policy()[TwoPersons].refuse_past(first, on)
    with suppress(_TriedOut):
        _try_out(figure, first, document, by, on)
    proposal = Proposal.objects.create(
        kind=figure.word,
        area_id=figure.area_code,
        subject=figure.subject(),
        content=figure.content(),
        terms=msgspec.to_builtins(figure),
        first=first,
        document=document,
        proposed_by=by,
        proposed_on=on,
    )
    record(step, proposal, by=by, on=on, after=step.target, data={"document": document, "first": str(first)})
    return proposal


class _TriedOut(Exception):
    """It could be done, and is undone."""


@action
def _try_out(figure: Figure, first: date, document: str, by: Account, on: date) -> None:
    figure.enact(first=first, document=document, proposal=None, by=by, on=on)
    raise _TriedOut


@action
def confirm(*, proposal: Proposal, first: date | None = None, by: Account, on: date) -> Proposal:
    """Let what another proposed hold from its first day, or from a later `first` where that day has come and gone.

    Raises OwnProposal, FirstDayPast, FirstDayMovedForward, WrongState, NotPermitted, and what the kind's rules refuse.
    """
    proposal = _lock(proposal)
    step = cycle_in_use(PROPOSAL).step_by(by.role, proposal.state, "confirm")
    if proposal.proposed_by_id == by.pk:
        raise OwnProposal
    if first is not None and first < proposal.first:
        raise FirstDayMovedForward(first=proposal.first)
    proposal.first = first or proposal.first
    current_policy()[TwoPersons].refuse_past(proposal.first, on)
    _decide(proposal, ProposalState(step.target), by, on)
    figure = figure_of(proposal)
    figure.enact(first=proposal.first, document=proposal.document, proposal=proposal, by=by, on=on)
    data = {"document": proposal.document, "first": str(proposal.first)}
    record(step, proposal, by=by, on=on, before=ProposalState.PROPOSED, after=step.target, data=data)
    return proposal


@action
def confirm_many(*, proposals: Sequence[Proposal], by: Account, on: date) -> list[Proposal]:
    """Confirm several, all or none. Raises as `confirm` does."""
    # In the order of their keys: two who confirm the same ones wait for each other in one direction only.
    return [confirm(proposal=proposal, by=by, on=on) for proposal in sorted(proposals, key=lambda row: row.pk)]


@action
def decline(*, proposal: Proposal, why: str, by: Account, on: date) -> Proposal:
    """Refuse what another proposed, saying why. Raises OwnProposal, ReasonMissing, WrongState, NotPermitted."""
    proposal = _lock(proposal)
    if proposal.proposed_by_id == by.pk:
        raise OwnProposal
    return _close(proposal, "decline", why, by, on)


@action
def take_back(*, proposal: Proposal, why: str, by: Account, on: date) -> Proposal:
    """Take back one's own proposal, saying why. Raises NotOwnProposal, ReasonMissing, WrongState, NotPermitted."""
    proposal = _lock(proposal)
    if proposal.proposed_by_id != by.pk:
        raise NotOwnProposal
    return _close(proposal, "take_back", why, by, on)


def _lock(proposal: Proposal) -> Proposal:
    """Two who decide at once: the second finds it decided."""
    return lock_rows(Proposal.objects.filter(pk=proposal.pk)).get()


def _close(proposal: Proposal, verb: str, why: str, by: Account, on: date) -> Proposal:
    step = cycle_in_use(PROPOSAL).step_by(by.role, proposal.state, verb)
    if not why.strip():
        raise ReasonMissing
    proposal.why = why.strip()
    _decide(proposal, ProposalState(step.target), by, on)
    record(step, proposal, by=by, on=on, before=ProposalState.PROPOSED, after=step.target, why=proposal.why)
    return proposal


def _decide(proposal: Proposal, state: ProposalState, by: Account, on: date) -> None:
    proposal.state, proposal.decided_by, proposal.decided_on = state, by, on
    proposal.save(update_fields=["state", "decided_by", "decided_on", "first", "why"])
