"""What the steps of an application ask for, and where one goes after them; all else stands in their rows."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from eligibility.applications import actions
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.forms.review import ApproveForm, DenyForm, GapForm, OpinionForm, ReasonForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.queues import onward
from eligibility.applications.policy import Applying
from eligibility.applications.queries import applications
from kit.clock import today
from province.frame.rows import Asking, DeskSteps, FormOf, Key, plain
from province.law.queries.policy import current_policy
from province.staff.models import Account


def gap_form(asking: Asking[TreatmentApplication]) -> GapForm:
    """Return the checklist of the papers that the act knows."""
    papers = current_policy()[Applying].materials.on(today())
    return GapForm(asking.data, papers=papers, prefix=asking.prefix)


FORMS: Mapping[str, FormOf[TreatmentApplication]] = {
    "reason": plain(ReasonForm),
    "gaps": gap_form,
    "opinion": plain(OpinionForm),
    "approval": plain(ApproveForm),
    "denial": plain(DenyForm),
}
LEADS = {
    "approve": "eligibility/term.html",
    "deny": "eligibility/denial.html",
    "return": "eligibility/gaps.html",
    "supplement": "eligibility/hand_in.html",
}


class ApplicationSteps(DeskSteps[TreatmentApplication]):
    """The steps of an application, on its screen; the next case follows."""

    cycle = APPLICATION
    actions = actions
    argument = "application"
    forms = FORMS
    owner = "eligibility:case"
    leads = LEADS

    def find(self, user: Account, key: Key) -> TreatmentApplication:
        rows = applications.for_page(applications.visible_to(user))
        return get_object_or_404(rows.prefetch_related("materials"), pk=key)

    def name_of(self, thing: TreatmentApplication) -> str:
        return thing.number

    def state_of(self, thing: TreatmentApplication) -> str:
        return thing.state

    def onward(self, user: Account, thing: TreatmentApplication) -> HttpResponse:
        return onward(thing, user)
