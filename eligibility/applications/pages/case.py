"""One application on one screen: what was filed, the papers, what the rules say, what happened, what can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from acts.rules import Outcome, Verdict, judge
from eligibility.applications.actions.grounds import ground_of
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.forms.review import ApproveForm, DenyForm, GapForm, OpinionForm, ReasonForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.history import history_of
from eligibility.applications.pages.shown import due, state_tone
from eligibility.applications.policy import Applying, Reviewing
from eligibility.applications.queries import applications
from eligibility.applications.queries.facts import of_application
from eligibility.applications.rules.materials import Gap
from eligibility.applications.rules.stages import DECISION, FILING, INTAKE, OPINION
from eligibility.applications.words import TABS, ApplicationState, MaterialKind, ReviewKind
from eligibility.entitlements.actions.granting import term_of
from eligibility.entitlements.models import Entitlement
from eligibility.people.pages.roles import READERS
from kit.clock import today
from kit.errors import DomainError
from kit.pages.parts import Sheet
from province.frame.access import page, who
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account
from province.staff.words import Role

QUEUES = {
    Role.CLERK: applications.intake_queue,
    Role.REVIEWER: applications.to_decide,
    Role.EXPERT: applications.waiting_for_opinion,
    Role.INSURANCE_OFFICE: applications.to_endorse,
}
QUEUE_ROUTES = {
    Role.CLERK: "eligibility:intake",
    Role.REVIEWER: "eligibility:review",
    Role.SUPERVISOR: "eligibility:review",
    Role.EXPERT: "eligibility:opinions",
    Role.INSURANCE_OFFICE: "eligibility:endorsements",
}
RULES_BY_STATE = {
    ApplicationState.SUBMITTED: INTAKE,
    ApplicationState.RETURNED: INTAKE,
    ApplicationState.ACCEPTED: OPINION,
    ApplicationState.REVIEWED: DECISION,
}
STILL_OPEN = [
    ApplicationState.SUBMITTED,
    ApplicationState.RETURNED,
    ApplicationState.ACCEPTED,
    ApplicationState.REVIEWED,
]


def found(request: HttpRequest, pk: int) -> TreatmentApplication:
    """The application, if it is one that the account sees; 404 otherwise."""
    rows = applications.for_page(applications.visible_to(who(request)))
    return get_object_or_404(rows.prefetch_related("materials"), pk=pk)


@page(roles=READERS)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    application = found(request, pk)
    if application.state == ApplicationState.DRAFT:
        return redirect("eligibility:edit", pk)
    return desk(request, application)


def desk(request: HttpRequest, application: TreatmentApplication, **refused: object) -> HttpResponse:
    """The screen, with the form that was refused in place of its empty one."""
    user = who(request)
    context = {
        "case": application,
        "anonymous": user.role is Role.EXPERT,
        "tone": state_tone(application),
        "due": due(application),
        "acts": acts(application, user),
        **said(verdicts(application, user)),
        "sheets": sheets(application),
        "papers": current_policy()[Applying].materials.on(today()),
        "moments": history_of(application.pk),
        "gaps": [Gap(MaterialKind(gap["material"]), gap["note"]).words for gap in application.gaps],
        "opinion": getattr(application, "opinion", None),
        "entitlement": Entitlement.objects.filter(application=application).first(),
        **forms(),
        **term(application),
        **neighbours(application, user),
        **refused,
    }
    return render(request, "eligibility/case.html", context, status=422 if refused else 200)


def acts(application: TreatmentApplication, user: Account) -> frozenset[str]:
    """The verbs that this role may say in this state."""
    return frozenset(step.verb for step in cycle_in_use(APPLICATION).allowed(application.state, user.role))


def verdicts(application: TreatmentApplication, user: Account) -> tuple[Verdict, ...]:
    """What the rules say as of today; of a decided case, what they said is history."""
    policy, day = current_policy(), today()
    filing = policy[Reviewing].kind.on(day) is ReviewKind.FILING
    rules = FILING if filing else RULES_BY_STATE.get(application.state, ())
    if application.state not in STILL_OPEN:
        return ()
    decider = user.pk if user.role in (Role.CLERK, Role.REVIEWER) else None
    return judge(rules, of_application(application, day, decider=decider), policy)


def said(verdicts: tuple[Verdict, ...]) -> dict[str, object]:
    """What presses first, the failed before what a person must judge; what passed stands folded below."""
    failed = [verdict for verdict in verdicts if verdict.failed]
    human = [verdict for verdict in verdicts if verdict.outcome is Outcome.HUMAN]
    return {"pressing": failed + human, "passed": [v for v in verdicts if v.outcome is Outcome.PASSED]}


def sheets(application: TreatmentApplication) -> list[Sheet]:
    """The papers as the viewer shows them, in the order in which one reads them."""
    order = list(TABS)
    papers = sorted(application.materials.all(), key=lambda paper: (order.index(paper.kind), paper.pk))
    return [
        Sheet(
            f"{paper.kind.tab} {number}",
            reverse("eligibility:paper", args=[paper.pk]),
            paper.media_type.startswith("image/"),
        )
        for number, paper in enumerate(papers, 1)
    ]


def forms() -> dict[str, object]:
    """An empty form for each thing that can be done now."""
    papers = current_policy()[Applying].materials.on(today())
    return {
        "gap_form": GapForm(papers=papers, prefix="gap"),
        "opinion_form": OpinionForm(prefix="opinion"),
        "approve_form": ApproveForm(prefix="approve"),
        "deny_form": DenyForm(prefix="deny"),
        "hand_back_form": ReasonForm(prefix="hand-back"),
        "withdraw_form": ReasonForm(prefix="withdraw"),
    }


def term(application: TreatmentApplication) -> dict[str, object]:
    """The period that an approval would grant, with its reason and what the date costs; or why there is none."""
    if application.state not in STILL_OPEN:
        return {"term": None, "no_term": ""}
    try:
        return {"term": term_of(ground_of(application)), "no_term": ""}
    except DomainError as refused:
        return {"term": None, "no_term": refused.message}


def neighbours(application: TreatmentApplication, user: Account) -> dict[str, object]:
    """The queue this role works through: its first cases, and which come before and after this one."""
    queue = QUEUES.get(Role(user.role))
    if queue is None:
        return {"queue": [], "next": None, "previous": None, "queue_url": reverse("eligibility:applications")}
    rows = applications.in_order(applications.for_lists(queue(user)))[:12]
    waiting = list(rows)
    here = next((i for i, row in enumerate(waiting) if row.pk == application.pk), None)
    following = [row for i, row in enumerate(waiting) if here is None or i > here]
    return {
        "queue": waiting,
        "next": following[0] if following else None,
        "previous": waiting[here - 1] if here else None,
        "queue_url": reverse(QUEUE_ROUTES[Role(user.role)]),
    }
