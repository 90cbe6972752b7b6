"""The physician's pages: find the patient, fill the form in, hand the papers in, sign."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from catalog.products.models import Product
from eligibility.applications import actions as act
from eligibility.applications.errors import DraftChanged
from eligibility.applications.forms.filing import ApplicationForm, differences, values_of
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.case import STEPS
from eligibility.applications.pages.shown import files_of, limits_of_papers
from eligibility.applications.pages.wording import wording_of, wording_of_case
from eligibility.applications.policy import Applying, Reviewing
from eligibility.applications.queries.physicians import own_physician
from eligibility.applications.words import ApplicationState, MaterialKind
from eligibility.people import actions as people
from eligibility.people.errors import PersonUnknown
from eligibility.people.forms.fields import institutions_on
from eligibility.people.forms.finding import FindPersonForm
from eligibility.people.models import InsuredPerson
from eligibility.people.queries import persons
from kit.clock import today
from kit.errors import ConstraintBroken, DomainError, NotFound, RuleRefused
from kit.pages.as_of import asked_day
from physicians.institutions.words import InstitutionKind
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.law.queries.policy import article_against, current_policy
from province.staff.models import Account
from province.staff.words import Role

# What a new draft has from the system, so that nobody types it.
PLACED = ("kind", "application_date", "hospital", "pharmacy", "signed_by", "signer_name")
CONTINUED = ("replaces", "product", "diagnosis", "diagnosis_code", "grounds", "usage")
CONFLICT = 409
MOST_DIGITS = 10


@sensitive_post_parameters("number")
@page(roles=[Role.PHYSICIAN])
def begin(request: HttpRequest) -> HttpResponse:
    """The patient by exact number, in the body; a draft of his own begins, and its address is the form's.

    That he looked is on record, as every search."""
    form = FindPersonForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        person = persons.found_exactly(form.cleaned_data["number"])
        people.note_search(found=int(person is not None), by=who(request), on=today())
        if person is None:
            form.add_error("number", PersonUnknown.message)
        else:
            try:
                return _to(_begin(person, who(request)))
            except DomainError as refused:
                form.refuse(refused, article_against(refused))
    policy, day = current_policy(), today()
    context = {
        "form": form,
        "papers": [paper.label for paper in policy[Applying].materials.on(day) if paper is not MaterialKind.FORM],
        "start": policy[Reviewing].clock_start.on(day).label,
        "days": policy[Reviewing].working_days.on(day),
    }
    return render(request, "eligibility/begin.html", context)


def _begin(person: InsuredPerson, by: Account) -> TreatmentApplication:
    """A draft for the patient; one that was begun and never written in is taken up again."""
    physician = own_physician(by)
    mine = TreatmentApplication.objects.filter(person=person, physician=physician).order_by("-id")
    untouched = mine.filter(state=ApplicationState.DRAFT, version=0).first()
    last = mine.exclude(pharmacy=None).first()
    form = act.Form(
        drug=None,
        product=None,
        hospital=physician.hospital,
        pharmacy=last.pharmacy if last else None,
        diagnosis="",
        diagnosis_code="",
        application_date=persons.insured_day_up_to(person, today()),
        signer_name=person.name,
    )
    return untouched or act.draft(person=person, form=form, by=by, on=today())


@page(roles=[Role.PHYSICIAN], deed="保存申请")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft: the form, its papers, the signature."""
    case = _draft(request, pk)
    form = _form(request, case)
    if request.method != "POST":
        return _page(request, form, case)
    try:
        case = _write(request, form, case)
        if "sign" in request.POST and form.is_valid():
            act.sign(application=case, by=who(request), on=today())
            messages.success(request, f"{case.number} 已签章，等本院盖章报送。")
            return redirect("eligibility:case", case.pk)
    except DraftChanged:
        return _page(request, form, _draft(request, pk), CONFLICT)
    except RuleRefused as refused:
        form.refuse(refused, article_against(refused))
    if form.errors:
        messages.warning(request, "写的内容已保存。下面有需要改正的地方，改好后才能签章。")
        return _page(request, form, case)
    messages.success(request, "已保存。")
    return _to(case)


@page(roles=[Role.PHYSICIAN], owner="eligibility:edit")
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being written, kept whether it can be read or not; 409 says that another window wrote meanwhile."""
    case = _draft(request, pk)
    form = _form(request, case)
    try:
        case = _write(request, form, case)
    except DraftChanged:
        return HttpResponse(status=CONFLICT)
    answer = JsonResponse({"version": case.version, "notes": form.notes})
    # A note repeats what was typed; no reader may take it for markup.
    answer.content = answer.content.replace(b"<", b"\\u003c")
    return answer


def _write(request: HttpRequest, form: ApplicationForm, case: TreatmentApplication) -> TreatmentApplication:
    """Keep what can be read in its place, and all the rest as it was typed. Raises WrongState, DraftChanged."""
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) < MOST_DIGITS else None
    write = partial(act.update, application=case, version=version, by=who(request), on=today())
    form.is_valid()
    try:
        return write(form=form.form(case), unread=form.unread)
    except (RuleRefused, ConstraintBroken) as refused:
        # What the law or the database refuses is not lost either: it waits, as it was typed, to be put right.
        form.refuse(refused, article_against(refused))
        return write(form=act.Form.of(case), unread=form.typed)


def _draft(request: HttpRequest, pk: int) -> TreatmentApplication:
    case = STEPS.find(who(request), pk)
    if case.state != ApplicationState.DRAFT:
        raise NotFound
    return case


def _form(request: HttpRequest, case: TreatmentApplication, *, as_stored: bool = False) -> ApplicationForm:
    values, is_new = values_of(case), case.version == 0
    return ApplicationForm(
        None if as_stored else form_data(request),
        person=case.person,
        physician=case.physician,
        day=today(),
        from_system={name: values[name] for name in (*PLACED, *CONTINUED) if is_new and values[name]},
        initial=values,
    )


def _page(request: HttpRequest, form: ApplicationForm, case: TreatmentApplication, status: int = 0) -> HttpResponse:
    day = today()
    may_be_older = form.is_bound and (status == CONFLICT or request.method != "POST")
    is_older = may_be_older and form.data.get("version", str(case.version)) != str(case.version)
    context = {
        "form": form,
        "changes": differences(form, _form(request, case, as_stored=True)) if is_older else [],
        "person": case.person,
        "enrolment": persons.enrolment_on(case.person, day),
        "held": persons.benefits_held_on(case.person, day),
        "case": case,
        "discard": next(offer for offer in STEPS.offers(case, who(request)) if offer.row.verb == "discard"),
        "papers": papers_of(case),
        **limits_of_papers(),
        "hospitals": institutions_on(day, InstitutionKind.HOSPITAL),
        "pharmacies": institutions_on(day, InstitutionKind.PHARMACY),
        "wording": wording_of_case(case),
    }
    is_refused = request.method == "POST" and form.errors
    return render(request, "eligibility/write.html", context, status=status or (422 if is_refused else 200))


@page(roles=[Role.PHYSICIAN])
def wording(request: HttpRequest) -> HttpResponse:
    """Label, printed scope and questions of the chosen product, to compare the patient's case with."""
    code, day = request.GET.get("product", "").replace("\0", ""), asked_day(request, "application_date")
    product = Product.objects.filter(pk=code).select_related("drug").first()
    return render(request, "eligibility/wording.html", {"wording": product and wording_of(product, day, None)})


def papers_of(case: TreatmentApplication) -> list[dict[str, object]]:
    """The closed list, each with what has been handed in of it."""
    listed = current_policy()[Applying].materials.on(today())
    return [files_of(case, paper) for paper in listed if paper is not MaterialKind.FORM]


def _to(case: TreatmentApplication) -> HttpResponseRedirect:
    return redirect("eligibility:edit", case.pk)
