"""Taking in the national list: the file, what it would change, the confirmation."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from catalog.national_list.actions import import_rows
from catalog.national_list.errors import ImportRefused
from catalog.national_list.forms import TableForm
from catalog.national_list.queries import Change, compare
from catalog.national_list.rules import COLUMNS, CatalogueRow, read_rows
from kit.clock import today
from kit.errors import DomainError
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.law.queries.policy import article_against
from province.staff.words import Role

MOST_SHOWN = 200
KINDS = {"new": "新增", "changed": "变更", "same": "不变"}


@page(roles=[Role.CATALOG_ADMIN])
def import_list(request: HttpRequest) -> HttpResponseBase:
    """Reads the file and shows every difference; the same text, confirmed, is stored whole or not at all."""
    form = TableForm(form_data(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    text = form.cleaned_data["text"]
    try:
        rows = read_rows(csv.DictReader(io.StringIO(text)))
        return (
            _import_and_show(request, rows)
            if "confirmed" in request.POST
            else _page(request, form, compare(rows), text)
        )
    except ImportRefused as refused:
        return _page(request, form, faults=refused)
    except DomainError as refused:
        form.refuse(refused, article_against(refused))
        return _page(request, form)


def _import_and_show(request: HttpRequest, rows: list[CatalogueRow]) -> HttpResponse:
    counts = import_rows(rows=rows, by=who(request), on=today())
    messages.success(
        request,
        f"已导入 {counts['drugs']} 种药品、{counts['products']} 个产品，新纳入 {counts['listed']} 种，"
        f"新准入 {counts['admitted']} 个。",
    )
    return redirect("catalog:drugs")


def _page(
    request: HttpRequest,
    form: TableForm,
    changes: list[Change] | None = None,
    text: str = "",
    faults: ImportRefused | None = None,
) -> HttpResponse:
    changes = changes or []
    numbers = [(words, sum(change.kind == kind for change in changes)) for kind, words in KINDS.items()]
    rows = [(change, KINDS[change.kind]) for change in changes if change.kind != "same"]
    context = {
        "form": form, "columns": list(COLUMNS), "read": bool(changes), "counted": numbers, "text": text,
        "changes": rows[:MOST_SHOWN], "left_out": max(len(rows) - MOST_SHOWN, 0),
        "faults": [(fault.field.split(":", 1), fault) for fault in faults.fields[:MOST_SHOWN]] if faults else [],
        "refused": faults,
    }  # fmt: skip
    return render(request, "catalog/import.html", context, status=422 if faults else 200)
