"""Papers of an application: handed in, taken back, and shown to whoever may see the case."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from eligibility.applications.actions import materials as act
from eligibility.applications.forms.filing import UploadForm
from eligibility.applications.models import Material
from eligibility.applications.pages.case import STEPS
from eligibility.applications.queries import applications
from eligibility.applications.rules.documents import MOST_BYTES
from eligibility.applications.words import ApplicationState
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
        messages.error(request, "请先选择文件。")
        return _back(case.state, pk)
    number = 0
    for file in request.FILES.getlist("file"):
        try:
            kind, content = form.cleaned_data["kind"], file.read(MOST_BYTES + 1)
            act.add(application=case, kind=kind, content=content, name=file.name or "", by=who(request), on=today())
            number += 1
        except DomainError as refused:
            messages.error(request, f"{file.name}：{refused.message}")
    if number:
        messages.success(request, f"已上传 {number} 份。")
    return _back(case.state, pk)


@page(roles=[Role.PHYSICIAN], owner="eligibility:case", deed="撤下材料")
def remove(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    case = STEPS.find(who(request), pk)
    paper = get_object_or_404(case.materials.select_related("application"), pk=material)
    act.remove(material=paper, by=who(request), on=today())
    messages.success(request, f"已撤下“{paper.name}”。")
    return _back(case.state, pk)


@page(roles=READERS)
def show(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file itself, as what it was found to be, to whoever may see its application."""
    mine = applications.visible_to(who(request))
    paper = get_object_or_404(Material.objects.filter(application__in=mine.values("pk")), pk=pk)
    path = act.path_of(paper.stored_as)
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type=paper.media_type, filename=paper.name)


def _back(state: str, pk: int) -> HttpResponse:
    return redirect("eligibility:edit" if state == ApplicationState.DRAFT else "eligibility:case", pk)
