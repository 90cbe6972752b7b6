"""The queue that each role works through: what comes before and after a case, and where one goes on."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from province.staff.models import Account
from province.staff.words import Role

QUEUES = {
    Role.CLERK: applications.intake_queue,
    Role.REVIEWER: applications.to_decide,
    Role.EXPERT: applications.waiting_for_opinion,
    Role.INSURANCE_OFFICE: applications.to_endorse,
}
# The list of each role in which a case of that state stands, whoever's turn it is.
REVIEW = {Role.REVIEWER: "eligibility:review", Role.SUPERVISOR: "eligibility:review"}
LISTS = {
    ApplicationState.SIGNED: {Role.INSURANCE_OFFICE: "eligibility:endorsements"},
    ApplicationState.ENDORSED: {Role.INSURANCE_OFFICE: "eligibility:endorsements"},
    ApplicationState.SUBMITTED: {Role.CLERK: "eligibility:intake", Role.SUPERVISOR: "eligibility:intake"},
    ApplicationState.ACCEPTED: {**REVIEW, Role.EXPERT: "eligibility:opinions"},
    ApplicationState.REVIEWED: REVIEW,
}
QUEUE_ROUTES = {
    Role.CLERK: "eligibility:intake",
    Role.REVIEWER: "eligibility:review",
    Role.SUPERVISOR: "eligibility:review",
    Role.EXPERT: "eligibility:opinions",
    Role.INSURANCE_OFFICE: "eligibility:endorsements",
}


SHOWN = 8  # of those that follow


def list_url(application: TreatmentApplication, user: Account) -> str:
    """Return the address of the account's list in which the case stands; that of all where it waits in none."""
    return reverse(LISTS.get(application.state, {}).get(Role(user.role), "eligibility:applications"))


def neighbours(application: TreatmentApplication, user: Account) -> dict[str, object]:
    """Return where this case stands in the queue that the role works through, and what comes before and after it.

    Behind a case that does not wait there, the queue begins at its head.
    """
    role = Role(user.role)
    queue_url = list_url(application, user)
    place = {"is_listed": queue_url != reverse("eligibility:applications"), "queue_url": queue_url}
    if role not in QUEUES:
        return {"waits": False, "queue": [], "next": None, "previous": None, **place}
    queue = applications.for_lists(QUEUES[role](user))
    waits = queue.filter(pk=application.pk).exists()
    behind = applications.following(queue, application) if waits else applications.in_order(queue)
    following = list(behind[:SHOWN])
    return {
        "waits": waits,
        "queue": following,
        "next": following[0] if following else None,
        "previous": applications.preceding(queue, application).first() if waits else None,
        **place,
    }


def onward(application: TreatmentApplication, user: Account) -> HttpResponse:
    """Go to the next case of this role's queue; when there is none, to the queue, which says so."""
    role = Role(user.role)
    following = applications.next_in(QUEUES[role](user), application) if role in QUEUES else None
    if following:
        return redirect("eligibility:case", following.pk)
    return redirect(QUEUE_ROUTES.get(role, "eligibility:applications"))
