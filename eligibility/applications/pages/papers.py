"""Papers of an application: handed in, taken back, and shown to whoever may see the case.

A page that stays where it is (htmx, `static/js/papers.js`) is answered with the papers of that kind as they now are, or
with 422 and the reason in plain text; without scripts one comes back to the page of the case.
"""

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from eligibility.applications.actions import materials as act
from eligibility.applications.forms.filing import UploadForm
from eligibility.applications.models import Material, TreatmentApplication
from eligibility.applications.pages.case import STEPS
from eligibility.applications.pages.shown import files_of
from eligibility.applications.queries import applications
from eligibility.applications.rules.documents import MOST_BYTES
from eligibility.applications.rules.pictures import draw_small
from eligibility.applications.words import ApplicationState, MaterialKind
from eligibility.people.pages.roles import READERS
from kit.clock import today
from kit.errors import DomainError
from province.frame.access import page, who
from province.staff.words import Role


@page(roles=[Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK], owner="eligibility:case", deed="上传材料")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one or more files of one kind."""
    case, form = STEPS.find(who(request), pk), UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, case, {"": "请先选择文件。"})
    kind, number, refusals = form.cleaned_data["kind"], 0, {}
    for file in request.FILES.getlist("file"):
        try:
            content = file.read(MOST_BYTES + 1)
            act.add(application=case, kind=kind, content=content, name=file.name or "", by=who(request), on=today())
            number += 1
        except DomainError as refused:
            refusals[f"{file.name}："] = refused.message
    if refusals:
        return _refused(request, case, refusals, f"已上传 {number} 份。" if number else "")
    return _done(request, case, kind, f"已上传 {number} 份。")


@page(roles=[Role.PHYSICIAN], owner="eligibility:case", deed="撤下材料")
def remove(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    case = STEPS.find(who(request), pk)
    paper = get_object_or_404(case.materials.select_related("application"), pk=material)
    try:
        act.remove(material=paper, by=who(request), on=today())
    except DomainError as refused:
        return _refused(request, case, {"": refused.message})
    return _done(request, case, paper.kind, f"已撤下“{paper.name}”。")


@page(roles=READERS)
def show(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file itself, as what it was found to be, to whoever may see its application and this kind of paper.

    An expert gets it without the name that somebody gave the file, which may be the patient's.
    """
    paper, path = _found(request, pk)
    name = paper.kind.label if who(request).role is Role.EXPERT else paper.name
    return FileResponse(path.open("rb"), content_type=paper.media_type, filename=name)


@page(roles=READERS)
def show_small(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of the paper to tell it from others by; of a PDF there is none."""
    paper, path = _found(request, pk)
    if not paper.is_picture:
        raise Http404
    return HttpResponse(draw_small(path.read_bytes()), content_type="image/jpeg")


def _found(request: HttpRequest, pk: int) -> tuple[Material, Path]:
    user = who(request)
    papers = Material.objects.filter(application__in=applications.visible_to(user).values("pk"))
    paper = get_object_or_404(applications.papers_shown_to(user, papers), pk=pk)
    path = act.path_of(paper.stored_as)
    if not path.is_file():
        raise Http404
    return paper, path


def _refused(
    request: HttpRequest, case: TreatmentApplication, refusals: dict[str, str], besides: str = ""
) -> HttpResponse:
    """Say why, by file; `besides` is what was done all the same."""
    if getattr(request, "htmx", False):
        return HttpResponse(" ".join(refusals.values()), status=422, content_type="text/plain; charset=utf-8")
    for name, reason in refusals.items():
        messages.error(request, name + reason)
    if besides:
        messages.success(request, besides)
    return _back(case)


def _done(request: HttpRequest, case: TreatmentApplication, kind: MaterialKind, words: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        now = STEPS.find(who(request), case.pk)
        return render(request, "eligibility/papers.html", {"case": now, "paper": files_of(now, kind)})
    messages.success(request, words)
    return _back(case)


def _back(case: TreatmentApplication) -> HttpResponse:
    return redirect("eligibility:edit" if case.state == ApplicationState.DRAFT else "eligibility:case", case.pk)
