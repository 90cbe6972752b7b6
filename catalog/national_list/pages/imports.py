"""A table is handed in, its columns are set right, its differences are looked at, its good lines are taken."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django_htmx.http import HttpResponseClientRedirect

from catalog.national_list import actions
from catalog.national_list.forms import MatchForm, UploadForm
from catalog.national_list.models import CatalogueImport
from catalog.national_list.pages.tables import ImportTable, LineTable, state_shown
from catalog.national_list.queries.imports import (
    COLUMNS,
    TEMPLATES,
    import_of,
    same_file,
    sheet_of,
    sheets_of,
    visible_to,
    work_of,
)  # fmt: skip
from catalog.national_list.words import ImportKind, ImportState, LineKind
from kit.clock import today
from kit.errors import DomainError
from kit.sheets.headings import Heading, find_heading, match_names, missing_names
from kit.sheets.lines import Sheet
from kit.sheets.reading import MOST_BYTES
from kit.sheets.writing import MEDIA_TYPE, write_rows, write_template
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.jobs.queries import told
from province.jobs.schedule import ask_for
from province.law.queries.policy import article_against
from province.staff.words import Role

CURATORS = [Role.CATALOG_ADMIN]
# What is compared and written while somebody waits for the page; more is left to a worker.
AT_ONCE = 2000
OPEN = (ImportState.MATCHING, ImportState.COMPARED)
WAITING = (ImportState.COMPARING, ImportState.TAKING)
SHOWN = 8
REASON = "原因"


@page(roles=CURATORS)
def imports(request: HttpRequest) -> HttpResponseBase:
    """List the tables that were handed in, and offer to hand one in."""
    return ImportTable(request, visible_to(who(request))).respond("catalog/imports.html", kinds=ImportKind)


@page(roles=CURATORS)
def upload(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Take a table, and lead to what it waits for: its columns, or its differences."""
    word = _kind(kind)
    form = UploadForm(form_data(request), request.FILES or None, initial={"first": today()})
    if request.method == "POST" and form.is_valid():
        file, day, document = (form.cleaned_data[name] for name in ("file", "first", "document"))
        content = file.read(MOST_BYTES + 1)
        try:
            row = actions.upload(
                kind=word, content=content, name=file.name or "", first=day, document=document, by=who(request)
            )  # fmt: skip
        except DomainError as refused:
            form.add_error("file", refused.message)
        else:
            _tell_of_same(request, row)
            return _onward(row)
    return render(request, "catalog/import_upload.html", {"form": form, "kind": word, "columns": TEMPLATES[word]})


def _kind(value: str) -> ImportKind:
    if value not in ImportKind.values:
        raise Http404
    return ImportKind(value)


def _tell_of_same(request: HttpRequest, row: CatalogueImport) -> None:
    """The same file handed in again is no fault, but somebody should know."""
    before = same_file(row.digest, row.kind, row.pk)
    if before:
        by, state = before.added_by or "系统", before.state.label
        words = f"同一文件已由{by}于 {localtime(before.added_at):%Y-%m-%d %H:%M} 上传过（{state}）。"
        messages.info(request, words)


def _onward(row: CatalogueImport) -> HttpResponse:
    """Do what a small table waits for, ask a worker for a large one, and lead to its page."""
    if row.state in WAITING and row.total > AT_ONCE:
        ask_for("advance_imports")
    elif row.state in WAITING:
        row = actions.advance(catalogue_import=row)
    return redirect("catalog:import_columns" if row.state == ImportState.MATCHING else "catalog:import_file", row.pk)


@page(roles=CURATORS)
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what would become of every line, or how far a large table is."""
    row = import_of(who(request), pk)
    if row.state == ImportState.MATCHING:
        return redirect("catalog:import_columns", pk)
    if row.state in WAITING:
        context = {"import": row, "state": state_shown(row.state), "done": told(work_of(row))}
        return render(request, "catalog/import_progress.html", context)
    counts = [(kind, row.counts.get(kind, 0)) for kind in LineKind]
    to_take = sum(row.counts.get(kind, 0) for kind in (LineKind.NEW, LineKind.ALTERED))
    return LineTable(request, row.lines.all()).respond(
        "catalog/import.html", **{
            "import": row, "state": state_shown(row.state), "counts": counts, "to_take": to_take,
            "new": row.counts.get(LineKind.NEW, 0), "altered": row.counts.get(LineKind.ALTERED, 0),
            "wrong": row.counts.get(LineKind.WRONG, 0), "gone": row.counts.get(LineKind.GONE, 0),
            "open": row.state == ImportState.COMPARED,
        }
    )  # fmt: skip


@page(roles=CURATORS)
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tell how far a table is; once there is something to see, the whole page is led there."""
    row = import_of(who(request), pk)
    if row.state in WAITING:
        return render(request, "catalog/import_waiting.html", {"import": row, "done": told(work_of(row))})
    return HttpResponseClientRedirect(redirect("catalog:import_file", pk).url)


@page(roles=CURATORS)
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask which column is which, where that is not clear or somebody sees it otherwise."""
    row = import_of(who(request), pk)
    if row.state not in OPEN:
        return redirect("catalog:import_file", pk)
    sheets = sheets_of(row)
    question = request.POST if request.method == "POST" else request.GET
    sheet = next((sheet for sheet in sheets if sheet.name == question.get("sheet", row.sheet)), sheets[0])
    heading = _heading(row, sheet, question.get("heading", ""))
    form = MatchForm(form_data(request), kind=row.kind, columns=COLUMNS[row.kind], sheet=sheet, heading=heading,
                     initial={"section": row.section, "field": row.field_id})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.match(
                catalogue_import=row, sheet=sheet.name, heading=heading.number, places=form.places,
                section=form.cleaned_data.get("section") or None, field=form.cleaned_data.get("field"),
            )  # fmt: skip
            return _onward(row)
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
    context = {
        "import": row, "state": state_shown(row.state), "form": form, "sheets": sheets, "sheet": sheet,
        "heading": heading, "missing": missing_names(heading, COLUMNS[row.kind]), "lines": sheet.lines[:SHOWN],
    }  # fmt: skip
    return render(request, "catalog/import_columns.html", context)


def _heading(row: CatalogueImport, sheet: Sheet, question: str) -> Heading:
    """The heading that is asked for, else as it was settled, else the likeliest, else the first line."""
    number = int(question) if question.isascii() and question.isdigit() and len(question) < 7 else None
    if sheet.name == row.sheet and row.heading and number in (None, row.heading):
        return Heading(row.heading, row.places)
    line = next((line for line in sheet.lines if line.number == number), None)
    if line:
        return match_names(line, COLUMNS[row.kind])
    return find_heading(sheet.lines, COLUMNS[row.kind]) or match_names(sheet.lines[0], COLUMNS[row.kind])


@page(roles=CURATORS)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Have the good lines written; the page that follows says what came of it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = actions.confirm(catalogue_import=import_of(who(request), pk), by=who(request), on=today())
    answer = _onward(row)
    row.refresh_from_db(fields=["state", "counts"])
    if row.state == ImportState.TAKEN:
        new, altered_count = (row.counts.get(kind, 0) for kind in (LineKind.NEW, LineKind.ALTERED))
        messages.success(request, f"已导入：新增 {new} 行，变更 {altered_count} 行。")
    return answer


@page(roles=CURATORS)
def wrong_lines(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the lines that cannot be taken as they were handed in, with the reasons: to be corrected and sent again."""
    row = import_of(who(request), pk)
    lines = {line.number: line for line in sheet_of(row).lines}
    head = lines[row.heading or 0].cells
    wrong = row.lines.filter(kind=LineKind.WRONG).order_by("number")
    rows = [
        [
            *(lines[number or 0].cell(place) for place in range(len(head))),
            "；".join(f"{c}：{why}" for c, why in reasons),
        ]
        for number, reasons in wrong.exclude(number=None).values_list("number", "reasons")
    ]
    return _workbook(f"有误的行 {row.name.rpartition('.')[0]}", write_rows([*head, REASON], rows, REASON))


@page(roles=CURATORS)
def template(_request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give an empty table with the names of all columns, and what each is."""
    word = _kind(kind)
    return _workbook(f"{word.label}导入模板", write_template(TEMPLATES[word]))


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response
