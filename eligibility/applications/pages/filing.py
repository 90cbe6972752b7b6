"""The physician's pages: find the patient, fill the form in, hand the papers in, sign."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from catalog.drugs.queries import terms_on as drug_terms_on
from catalog.products.models import Product
from catalog.products.queries import terms_on as product_terms_on
from eligibility.applications import actions as act
from eligibility.applications.forms.filing import ApplicationForm, values_of
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.case import STEPS
from eligibility.applications.policy import Applying, Reviewing
from eligibility.applications.queries.physicians import own_physician
from eligibility.applications.words import ApplicationKind, ApplicationState, MaterialKind, SignedBy
from eligibility.people.errors import PersonUnknown
from eligibility.people.forms.fields import institution_text, institutions_on
from eligibility.people.forms.finding import FindPersonForm
from eligibility.people.models import InsuredPerson
from eligibility.people.queries import persons
from kit.clock import today
from kit.errors import DomainError, NotFound
from kit.pages.as_of import asked_day
from physicians.institutions.words import InstitutionKind
from physicians.responsible.models import ResponsiblePhysician
from province.frame.access import page, who
from province.law.queries.policy import article_against, current_policy
from province.staff.words import Role

PATIENT = "patient of the application being written"


@sensitive_post_parameters("number")
@page(roles=[Role.PHYSICIAN])
def begin(request: HttpRequest) -> HttpResponse:
    """The patient by exact number, in the body; the session remembers who it is, the address never says it."""
    form = FindPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = persons.found_exactly(form.cleaned_data["number"])
        if person is not None:
            request.session[PATIENT] = person.pk
            return redirect("eligibility:write")
        form.add_error("number", PersonUnknown.message)
    policy, day = current_policy(), today()
    context = {
        "form": form,
        "papers": [paper.label for paper in policy[Applying].materials.on(day) if paper is not MaterialKind.FORM],
        "start": policy[Reviewing].clock_start.on(day).label,
        "days": policy[Reviewing].working_days.on(day),
    }
    return render(request, "eligibility/begin.html", context)


@page(roles=[Role.PHYSICIAN])
def write(request: HttpRequest) -> HttpResponse:
    """A new application for the patient found."""
    person = InsuredPerson.objects.filter(pk=request.session.get(PATIENT)).first()
    if person is None:
        return redirect("eligibility:begin")
    physician = own_physician(who(request))
    data = request.POST or None
    form = ApplicationForm(
        data, person=person, physician=physician, day=today(), from_system=_from_system(person, physician)
    )
    if request.method == "POST" and form.is_valid():
        try:
            case = act.draft(person=person, form=form.form(), by=who(request), on=today())
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            del request.session[PATIENT]
            messages.success(request, f"草稿 {case.number} 已保存。上传材料后即可签章。")
            return _to(case)
    return _page(request, form, person)


@page(roles=[Role.PHYSICIAN])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft again: the form, its papers, the signature."""
    case = _draft(request, pk)
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        try:
            act.update(application=case, form=form.form(), by=who(request), on=today())
            if "sign" in request.POST:
                act.sign(application=case, by=who(request), on=today())
                messages.success(request, f"{case.number} 已签章，等本院盖章报送。")
                return redirect("eligibility:case", case.pk)
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, "已保存。")
            return _to(case)
    return _page(request, form, case.person, case)


@require_POST
@page(roles=[Role.PHYSICIAN])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being written, kept as far as it can be read; 422 says that it could not."""
    case = _draft(request, pk)
    form = _form(request, case)
    if not form.is_valid():
        return HttpResponse(status=422)
    act.update(application=case, form=form.form(), by=who(request), on=today())
    return HttpResponse(status=204)


def _draft(request: HttpRequest, pk: int) -> TreatmentApplication:
    case = STEPS.find(who(request), pk)
    if case.state != ApplicationState.DRAFT:
        raise NotFound
    return case


def _form(request: HttpRequest, case: TreatmentApplication) -> ApplicationForm:
    data = request.POST if request.method == "POST" else None
    return ApplicationForm(data, person=case.person, physician=case.physician, day=today(), initial=values_of(case))


def _from_system(person: InsuredPerson, physician: ResponsiblePhysician) -> dict[str, object]:
    """What the system knows already, so that nobody types it."""
    values: dict[str, object] = {
        "kind": ApplicationKind.FIRST,
        "application_date": today(),
        "hospital": institution_text(physician.hospital),
        "signed_by": SignedBy.PATIENT,
        "signer_name": person.name,
    }
    last = TreatmentApplication.objects.filter(person=person, physician=physician).order_by("-id").first()
    if last and last.pharmacy:
        values["pharmacy"] = institution_text(last.pharmacy)
    return values


def _page(
    request: HttpRequest, form: ApplicationForm, person: InsuredPerson, case: TreatmentApplication | None = None
) -> HttpResponse:
    day = today()
    context = {
        "form": form,
        "person": person,
        "enrolment": persons.enrolment_on(person, day),
        "held": persons.benefits_held_on(person, day),
        "case": case,
        "papers": papers_of(case) if case else [],
        "hospitals": institutions_on(day, InstitutionKind.HOSPITAL),
        "pharmacies": institutions_on(day, InstitutionKind.PHARMACY),
        **(wording_of(case.product, case.application_date) if case else {}),
    }
    return render(request, "eligibility/write.html", context, status=422 if form.errors else 200)


@page(roles=[Role.PHYSICIAN])
def wording(request: HttpRequest) -> HttpResponse:
    """Label and printed scope of the chosen product, to compare the patient's case with."""
    product_code = request.GET.get("product", "").replace("\0", "")
    product = Product.objects.filter(pk=product_code).select_related("drug").first()
    return render(request, "eligibility/wording.html", wording_of(product, asked_day(request, "application_date")))


def wording_of(product: Product | None, day: date) -> dict[str, object]:
    """What the two ticks are compared with: label and scope as they stand on the application date."""
    if product is None:
        return {}
    return {"label": product_terms_on(product, day), "scope": drug_terms_on(product.drug, day)}


def papers_of(case: TreatmentApplication) -> list[dict[str, object]]:
    """The closed list, each with what has been handed in of it."""
    there = list(case.materials.all())
    return [
        {"kind": paper.value, "label": paper.label, "files": [m for m in there if m.kind == paper]}
        for paper in current_policy()[Applying].materials.on(today())
        if paper is not MaterialKind.FORM
    ]


def _to(case: TreatmentApplication) -> HttpResponseRedirect:
    return redirect("eligibility:edit", case.pk)
