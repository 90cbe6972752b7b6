"""One application on one screen: what was filed, the papers, what the rules say, what happened, what can be done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from acts.rules import Outcome, Verdict, judge
from eligibility.applications import actions as act
from eligibility.applications.actions.consulting import ASKERS
from eligibility.applications.actions.grounds import ground_of
from eligibility.applications.forms.review import AskExpertForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.history import history_of
from eligibility.applications.pages.queues import SHOWN, neighbours
from eligibility.applications.pages.shown import ASKING, due, limits_of_papers, state_tone
from eligibility.applications.pages.steps import ApplicationSteps
from eligibility.applications.pages.wording import wording_of_case
from eligibility.applications.policy import Applying, Reviewing
from eligibility.applications.queries import applications
from eligibility.applications.queries.applications import STATES_OF_OFFICERS
from eligibility.applications.queries.experts import panel_of
from eligibility.applications.queries.facts import of_application
from eligibility.applications.rules.materials import Gap
from eligibility.applications.rules.stages import DECISION, FILING, INTAKE, OPINION
from eligibility.applications.words import CLOCK_RUNS, TABS, WAITING, ApplicationState, MaterialKind, ReviewKind
from eligibility.entitlements.actions.granting import term_of
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.pages.shown import entitlement_state
from eligibility.entitlements.queries import entitlements
from eligibility.people.pages.roles import READERS
from eligibility.people.queries.scope import BY_INSURED_AREA
from kit.clock import today
from kit.errors import DomainError
from kit.forms import PageForm
from kit.pages.parts import Sheet
from province.frame import nav
from province.frame.access import page, who
from province.frame.rows import Offer
from province.law.queries.policy import current_policy
from province.staff.models import Account
from province.staff.words import Role

RULES_BY_STATE = {
    ApplicationState.SIGNED: INTAKE,
    ApplicationState.ENDORSED: INTAKE,
    ApplicationState.SUBMITTED: INTAKE,
    ApplicationState.RETURNED: INTAKE,
    ApplicationState.ACCEPTED: OPINION,
    ApplicationState.REVIEWED: DECISION,
}


@page(roles=READERS)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    application = STEPS.find(who(request), pk)
    if application.state == ApplicationState.DRAFT:
        return redirect(reverse("eligibility:edit", args=[pk], query=request.GET))
    return desk(request, application, STEPS.late_forms(request, application))


def desk(request: HttpRequest, application: TreatmentApplication, refusals: Mapping[str, PageForm]) -> HttpResponse:
    """Draw the screen, with the form of the verb that was refused in place of its empty one."""
    user = who(request)
    hide = partial(without_name, application, user)
    answers, period = verdicts(application, user), term(application)
    around = neighbours(application, user)
    nav.stand_at(request, str(around["queue_url"]))
    context = {
        "case": application,
        "anonymous": user.role is Role.EXPERT,
        "may_claim": application.claimed_by is None and application.state in STATES_OF_OFFICERS.get(user.role, ()),
        "may_release": application.claimed_by is not None
        and (user == application.claimed_by or user.role is Role.SUPERVISOR),
        "may_assign": application.state in CLOCK_RUNS
        and (user.role is Role.SUPERVISOR or user == application.claimed_by),
        "tone": state_tone(application),
        "due": due(application),
        "offers": offers(application, user, refusals, str(period["no_term"])),
        "subject": subject(application, user),
        # What failed presses first, then what a person must judge; what passed stands folded below.
        "pressing": sorted((v for v in answers if v.outcome is not Outcome.PASSED), key=lambda v: not v.failed),
        "passed": [v for v in answers if v.outcome is Outcome.PASSED],
        "sheets": sheets(application, user),
        "papers": current_policy()[Applying].materials.on(today()),
        **limits_of_papers(),
        "moments": [replace(moment, why=hide(moment.why)) for moment in history_of(application.pk)],
        "grounds": hide(application.grounds),
        "usage": hide(application.usage),
        "gaps": [Gap(MaterialKind(gap["material"]), gap["note"]).words for gap in application.gaps],
        "opinion": getattr(application, "opinion", None),
        "entitlement": Entitlement.objects.filter(application=application).first(),
        "wording": wording_of_case(application),
        "waiting": waiting_for_expert(application, user, refusals),
        **period,
        **earlier(application, user),
        **around,
    }
    is_refused = bool(refusals) and request.method == "POST"
    return render(request, "eligibility/case.html", context, status=422 if is_refused else 200)


STEPS = ApplicationSteps(desk)


@page(roles=list(STATES_OF_OFFICERS), owner="eligibility:case", deed="领办")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_or_give(request, pk, act.claim, "已领办，其他人在列表中可以看到。")


@page(roles=[*STATES_OF_OFFICERS, Role.SUPERVISOR], owner="eligibility:case", deed="放回队列")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_or_give(request, pk, act.release, "已放回队列。")


class Claiming(Protocol):
    """Taking a case or giving it back."""

    def __call__(self, *, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication: ...


def _take_or_give(request: HttpRequest, pk: int, step: Claiming, words: str) -> HttpResponse:
    try:
        step(application=STEPS.find(who(request), pk), by=who(request), on=today())
        messages.success(request, words)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("eligibility:case", pk)


def waiting_for_expert(
    application: TreatmentApplication, user: Account, refusals: Mapping[str, PageForm]
) -> dict[str, object] | None:
    """Return for whom a case waits, as far as the account may know, and the form by which another is asked."""
    if application.state != ApplicationState.ACCEPTED:
        return None
    asks = user.role in ASKERS
    return {
        "panel": panel_of(application) if user.role in BY_INSURED_AREA else None,
        "form": (refusals.get(ASKING) or AskExpertForm(field=application.chosen_drug.field)) if asks else None,
        "may_urge": asks and application.urged_on != today(),
    }


def earlier(application: TreatmentApplication, user: Account) -> dict[str, object]:
    """Return what else the patient applied for and is entitled to; nothing for whoever judges without knowing her."""
    if user.role is Role.EXPERT:
        return {"others": [], "entitled": []}
    rights = entitlements.visible_to(user).filter(person=application.person_id)
    return {
        "others": [(case, state_tone(case)) for case in applications.others_of_patient(application, user)[:SHOWN]],
        "entitled": [(row, entitlement_state(row)) for row in entitlements.for_lists(rights).order_by("-pk")[:SHOWN]],
    }


def offers(
    application: TreatmentApplication, user: Account, refusals: Mapping[str, PageForm], refusal: str
) -> list[Offer]:
    """Return the buttons of this account; an approval for which no term is left says so instead."""
    rows = STEPS.offers_with(application, user, refusals)
    return [replace(offer, refusal=refusal) if offer.row.verb == "approve" else offer for offer in rows]


def subject(application: TreatmentApplication, user: Account) -> str:
    """Return whom and what a step is about: who judges as an expert may not know the patient."""
    subject_name = application.diagnosis if user.role is Role.EXPERT else application.person.name
    return f"{subject_name}，{application.drug or application.drug_name}"


def without_name(application: TreatmentApplication, user: Account, words: str) -> str:
    """Return what somebody wrote as the account may read it: an expert without the patient's name."""
    return words.replace(application.person.name, "患者") if user.role is Role.EXPERT else words


def verdicts(application: TreatmentApplication, user: Account) -> tuple[Verdict, ...]:
    """What the rules say as of today; of a decided case, what they said is history."""
    policy, day = current_policy(), today()
    filing = policy[Reviewing].kind.on(day) is ReviewKind.FILING
    rules = FILING if filing else RULES_BY_STATE.get(application.state, ())
    if application.state not in WAITING:
        return ()
    decider = user.pk if user.role in (Role.CLERK, Role.REVIEWER) else None
    return judge(rules, of_application(application, day, decider=decider), policy)


def sheets(application: TreatmentApplication, user: Account) -> list[Sheet]:
    """The papers that the account may see as the viewer shows them, in the order in which one reads them."""
    order = list(TABS)
    papers = sorted(
        applications.papers_shown_to(user, application.materials.all()),
        key=lambda paper: (order.index(paper.kind), paper.pk),
    )
    return [
        Sheet(
            f"{paper.kind.tab} {number}",
            reverse("eligibility:paper", args=[paper.pk]),
            paper.is_picture,
        )
        for number, paper in enumerate(papers, 1)
    ]


def term(application: TreatmentApplication) -> dict[str, object]:
    """The period that an approval would grant, with its reason and what the date costs; or why there is none."""
    if application.state not in WAITING:
        return {"term": None, "no_term": ""}
    try:
        return {"term": term_of(ground_of(application)), "no_term": ""}
    except DomainError as refused:
        return {"term": None, "no_term": refused.message}
