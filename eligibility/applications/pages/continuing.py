"""From what a patient has to the application that continues or replaces it, with everything known filled in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from eligibility.applications import actions as act
from eligibility.applications.forms.filing import ContinuingForm, products_offered
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.continuing import kinds_on
from eligibility.applications.queries.physicians import own_physician
from eligibility.applications.words import ApplicationKind, ApplicationState
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.pages.entitlements import STEPS
from eligibility.people.queries import persons
from kit.clock import today
from kit.errors import ConstraintBroken, DomainError
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.law.queries.policy import article_against
from province.staff.models import Account
from province.staff.words import Role


@page(roles=[Role.PHYSICIAN])
def reapply(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask how the entitlement is continued; the draft begins with what the last application says."""
    user, day = who(request), today()
    held = STEPS.find(user, pk)
    form = ContinuingForm(form_data(request), kinds=kinds_on(held, day))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("eligibility:edit", _begin(held, form.cleaned_data["kind"], user).pk)
        except (DomainError, ConstraintBroken) as refused:
            form.refuse(refused, article_against(refused))
    status = 422 if request.method == "POST" else 200
    return render(request, "eligibility/reapply.html", {"form": form, "held": held}, status=status)


def _begin(held: Entitlement, kind: ApplicationKind, by: Account) -> TreatmentApplication:
    """A draft of the physician's own; one that he began for the same end is taken up again."""
    physician, day = own_physician(by), today()
    begun = TreatmentApplication.objects.filter(
        physician=physician, replaces=held, kind=kind, state=ApplicationState.DRAFT
    )
    last, product = held.application, None
    if kind is ApplicationKind.RENEWAL:
        # What was asked for last, where it is still offered and no other manufacturer was confirmed since.
        latest = [each.manufacturer_id for each in held.manufacturers.all()][-1:]
        offered = products_offered(physician, day)
        product = offered.filter(pk=last.product_id, manufacturer__in=latest).first()
    form = act.Form(
        kind=kind,
        replaces=held,
        drug=product.drug if product else None,
        product=product,
        hospital=held.hospital,
        pharmacy=held.pharmacy,
        diagnosis=last.diagnosis,
        diagnosis_code=last.diagnosis_code,
        grounds=last.grounds,
        usage=last.usage if kind is ApplicationKind.RENEWAL else "",
        application_date=persons.insured_day_up_to(held.person, day),
        signer_name=held.person.name,
    )
    return begun.first() or act.draft(person=held.person, form=form, by=by, on=day)
