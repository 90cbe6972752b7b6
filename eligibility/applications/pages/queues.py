"""The queue that each role works through: what comes before and after a case, and where one goes on."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
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


def onward(application: TreatmentApplication, user: Account) -> HttpResponse:
    """Go to the next case of this role's queue; when there is none, to the list of all."""
    queue = QUEUES.get(Role(user.role))
    following = applications.next_in(queue(user), application) if queue else None
    return redirect("eligibility:case", following.pk) if following else redirect("eligibility:applications")
