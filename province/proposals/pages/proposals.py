"""Proposed figures: those that wait, one of them with what it changes, the decisions on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import django_filters
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString

from kit.clock import today
from kit.life_cycle import Transition
from kit.pages.filters import word_filter
from kit.pages.parts import Tone
from kit.pages.table import Column, StateColumn, Table
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.history import moments
from province.frame.rows import Asking, FormOf, Key, PagedSteps, plain
from province.frame.steps import Step, perform
from province.law.queries.policy import cycle_in_use
from province.proposals import actions
from province.proposals.actions.figures import figure_of, kinds
from province.proposals.cycle import CURATORS, PROPOSAL
from province.proposals.deeds import PROPOSAL as NOUN
from province.proposals.forms import ConfirmationForm, DecisionReasonForm, SeveralForm
from province.proposals.models import Proposal
from province.proposals.queries import visible_to, waiting_for
from province.proposals.words import ProposalState
from province.staff.models import Account
from province.templatetags.components import status

LIST = "province:proposals"
MOST_AT_ONCE = 100
TONES = {
    ProposalState.PROPOSED: Tone.SOON,
    ProposalState.CONFIRMED: Tone.FINE,
    ProposalState.DECLINED: Tone.OVER,
}
OWN_STEP = "take_back"


def state_shown(row: Proposal) -> SafeString:
    """Return the state as a coloured mark."""
    return status(row.state.label, TONES.get(row.state, Tone.PLAIN))


class ProposalFilter(django_filters.FilterSet):
    state = word_filter(ProposalState, "状态")
    kind = django_filters.ChoiceFilter(label="事项", choices=lambda: list(kinds().items()), empty_label="全部")


class ProposalTable(Table):
    caption = "标准提议"
    columns = (
        Column("subject", "对象"),
        Column("kind", "事项", value=lambda row: kinds()[row.kind]),
        Column("content", "内容", numeric=True),
        Column("first", "起始日", sort="first"),
        Column("document", "依据文件"),
        Column("proposed_by.name", "提出人"),
        StateColumn(draw=state_shown),
    )
    order = "-first"
    filters = ProposalFilter
    opens = "province:proposal"
    empty = "还没有标准提议。"
    hint = "在“待遇标准”或者产品页上提出，由另一名工作人员确认。"


@page(roles=CURATORS)
def proposals(request: HttpRequest) -> HttpResponseBase:
    """Show what was proposed, and above it what waits for the account."""
    user = who(request)
    waiting = waiting_for(user).order_by("pk")
    context = {"waiting": waiting[:MOST_AT_ONCE], "count": waiting.count()}
    return ProposalTable(request, visible_to(user)).respond("province/proposals.html", **context)


@page(roles=CURATORS)
def proposal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one proposal: what is in force, what it would be, whom it touches, what was done."""
    user = who(request)
    row = get_object_or_404(visible_to(user), pk=pk)
    context = {
        "proposal": row,
        "state": state_shown(row),
        "meaning": cycle_in_use(PROPOSAL).states[row.state],
        "facts": facts_of(row, today()),
        "offers": STEPS.offers(row, user),
        "history": moments(NOUN, number=row.pk),
    }
    return render(request, "province/proposal.html", context)


def facts_of(row: Proposal, on: date) -> dict[str, str]:
    """Return what a proposal says: while it waits beside what is in force and whom it touches."""
    facts = {"事项": kinds()[row.kind], "对象": row.subject}
    if row.state == ProposalState.PROPOSED:
        figure = figure_of(row)
        facts["现行"] = figure.content_on(max(row.first, on)) or "没有现行标准"
        facts["改为"] = row.content
        facts |= figure.effects(row.first, on)
    else:
        facts["内容"] = row.content
    facts |= {"起始日": _first_day(row, on), "依据文件": row.document, "提出人": row.proposed_by.name}
    if row.decided_by:
        facts["办结人"] = row.decided_by.name
    if row.why:
        facts["理由"] = row.why
    return facts


def _first_day(row: Proposal, on: date) -> str:
    if row.state == ProposalState.PROPOSED and row.first < on:
        return f"{row.first}，已过，确认时须另定"
    return str(row.first)


def confirmation_form(asking: Asking[Proposal]) -> ConfirmationForm:
    """Return the form of a confirmation: it asks for a first day where the proposed one is over."""
    return ConfirmationForm(asking.thing, today(), asking.data)


FORMS: Mapping[str, FormOf[Proposal]] = {"confirmation": confirmation_form, "reason": plain(DecisionReasonForm)}


class ProposalSteps(PagedSteps[Proposal]):
    """The decisions on a proposal: the proposer takes back, everybody else confirms or declines."""

    cycle = PROPOSAL
    actions = actions
    argument = "proposal"
    forms = FORMS

    def find(self, user: Account, key: Key) -> Proposal:
        return get_object_or_404(visible_to(user), pk=key)

    def name_of(self, thing: Proposal) -> str:
        return thing.subject

    def state_of(self, thing: Proposal) -> str:
        return thing.state

    def steps_for(self, thing: Proposal, user: Account) -> list[Transition]:
        is_own = thing.proposed_by_id == user.pk
        return [row for row in super().steps_for(thing, user) if (row.verb == OWN_STEP) == is_own]

    def crumbs(self, thing: Proposal) -> tuple[tuple[str, str], ...]:
        return (("标准提议", reverse(LIST)), (thing.subject, reverse("province:proposal", args=[thing.pk])))

    def facts(self, thing: Proposal) -> dict[str, str]:
        return facts_of(thing, today())

    def step(self, row: Transition, thing: Proposal) -> Step:
        """Who confirms reads once more what is changed into what."""
        step = super().step(row, thing)
        if row.verb != "confirm":
            return step
        words = f"{thing.subject}：{step.facts['现行']}，改为 {thing.content}。"
        return replace(step, consequence=f"{words}{step.consequence}")


STEPS = ProposalSteps()


@page(roles=partial(STEPS.roles_of, "confirm"))
def confirm_several(request: HttpRequest) -> HttpResponseBase:
    """Confirm several proposals of others together, all or none."""
    user = who(request)
    row = cycle_in_use(PROPOSAL).step(ProposalState.PROPOSED, "confirm")
    step = Step(
        title="一并确认",
        button=row.button.label,
        consequence=row.button.consequence,
        done="所选提议已确认。",
        back=reverse(LIST),
        crumbs=(("标准提议", reverse(LIST)),),
        demand=row.demand,
        lead="有一项不能确认则全部不确认；起始日已过的请逐项办理。",
    )
    waiting = waiting_for(user).filter(first__gte=today()).order_by("pk")
    some = waiting.filter(pk__in=waiting.values("pk")[:MOST_AT_ONCE])
    form = SeveralForm(some, form_data(request))
    return perform(request, form, step, lambda answers: actions.confirm_many(by=user, on=today(), **answers))
