"""A person's own files: asked for from a list, with how far each is, taken from here, discarded."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django_htmx.http import HttpResponseClientRedirect

from kit.clock import today
from kit.pages.parts import Tone
from province.exports import actions
from province.exports.models import ListExport
from province.exports.queries import address_of, visible_to
from province.exports.words import KEPT, OPEN, ExportState
from province.frame.access import ANYONE, page, who
from province.frame.cloakroom import form_data

PAGE = "province:exports"
SHOWN = 30
TONES = {ExportState.READY: Tone.FINE, ExportState.FAILED: Tone.OVER, ExportState.RUNNING: Tone.SOON}


@dataclass(frozen=True)
class Shown:
    """One file as the page shows it."""

    row: ListExport

    @property
    def tone(self) -> Tone:
        return TONES.get(self.row.state, Tone.PLAIN)

    @property
    def is_open(self) -> bool:
        """Whether a worker has still to do with it."""
        return self.row.state in OPEN

    @property
    def is_ready(self) -> bool:
        return self.row.state == ExportState.READY

    @property
    def is_kept(self) -> bool:
        """Whether there is something to discard."""
        return self.row.state in KEPT

    @property
    def kept_until(self) -> date | None:
        """The last day on which the file is there."""
        finish = self.row.finished_at
        return localtime(finish + timedelta(days=settings.EXPORT_DAYS)).date() if finish else None


@page(roles=ANYONE)
def exports(request: HttpRequest) -> HttpResponseBase:
    """Show the files that the account asked for, and how far each is."""
    rows = [Shown(row) for row in visible_to(who(request))[:SHOWN]]
    late = form_data(request, reverse("province:ask_export"))
    context = {
        "exports": rows,
        "days": settings.EXPORT_DAYS,
        "most": settings.EXPORTS_OF_A_PERSON,
        "late_list": late.get("list", "") if late else "",
    }
    return render(request, "province/exports.html", context)


@page(roles=ANYONE, owner=PAGE, deed="导出全部")
def ask(request: HttpRequest) -> HttpResponseBase:
    """Have a worker write the list that a page showed."""
    row = actions.ask(address=address_of(request.POST.get("list", "")), by=who(request), on=today())
    messages.success(request, f"“{row.name}”正在后台导出，完成后在本页下载，可以先办别的事。")
    return redirect(PAGE)


@page(roles=ANYONE)
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tell how far a file is; once it is done with, the whole page is led there."""
    row = get_object_or_404(visible_to(who(request)), pk=pk)
    if row.state in OPEN:
        return render(request, "province/export_progress.html", {"export": row})
    return HttpResponseClientRedirect(reverse(PAGE))


@page(roles=ANYONE)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the whole file to who asked for it."""
    if request.method != "GET":
        raise Http404
    row = get_object_or_404(visible_to(who(request)), pk=pk)
    path = actions.take(export=row, by=who(request), on=today())
    name = f"{row.name}_{localtime(row.as_of):%Y%m%d%H%M}.csv"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


@page(roles=ANYONE, owner=PAGE, deed="删除导出文件")
def discard(request: HttpRequest) -> HttpResponseBase:
    """Do without a file."""
    number = request.POST.get("export", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    row = visible_to(who(request)).filter(pk=pk).first()
    if row is None:
        messages.error(request, "没有这份导出文件。")
    else:
        actions.discard(export=row, by=who(request), on=today())
        messages.success(request, f"已删除导出文件“{row.name}”。")
    return redirect(PAGE)
