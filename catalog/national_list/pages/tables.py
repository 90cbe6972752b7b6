"""Tables that were handed in, and the lines of one against the catalogue."""

import django_filters
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.national_list.models import ImportLine
from catalog.national_list.words import ImportKind, ImportState, LineKind
from kit.pages.filters import word_filter
from kit.pages.parts import Tone
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from kit.templatetags.words import NOTHING, moment
from province.templatetags.components import status

TONES = {
    LineKind.NEW: Tone.FINE,
    LineKind.ALTERED: Tone.SOON,
    LineKind.GONE: Tone.SOON,
    LineKind.WRONG: Tone.OVER,
    LineKind.SAME: Tone.PLAIN,
}
STATE_TONES = {ImportState.TAKEN: Tone.FINE, ImportState.COMPARED: Tone.SOON, ImportState.MATCHING: Tone.SOON}


class ImportFilters(django_filters.FilterSet):
    kind = word_filter(ImportKind, "内容")
    state = word_filter(ImportState, "状态")


def state_shown(state: ImportState) -> SafeString:
    """Return how far a table is."""
    return status(state.label, STATE_TONES.get(state, Tone.PLAIN))


class ImportTable(Table):
    """Every table that was handed in, the latest first."""

    caption = "目录导入"
    order = "-added_at"
    filters = ImportFilters
    opens = "catalog:import_file"
    empty = "还没有导入过表格。"
    hint = "先下载模板，或直接上传国家目录、省级挂网价格表。"
    columns = (
        Column("name", "文件"),
        ChoiceColumn("kind", "内容"),
        StateColumn(show=state_shown),
        Column("total", "行数", numeric=True),
        Column("first", "起始日"),
        Column("added_by.name", "上传人"),
        Column("added_at", "上传时间", sort="added_at", show=moment),
    )


class LineFilters(django_filters.FilterSet):
    kind = word_filter(LineKind, "差异")


def kind_shown(kind: LineKind) -> SafeString:
    """Return name becomes of a line."""
    return status(kind.label, TONES[kind])


def details_shown(line: ImportLine) -> str:
    """Return name changes, from name to name, or why the line cannot be taken."""
    changes = format_html_join("", "<div>{}：{} → {}</div>", (tuple(change) for change in line.changes))
    reasons = format_html_join("", '<div class="tone-over">{}：{}</div>', (tuple(reason) for reason in line.reasons))
    return format_html('<div class="scope">{}{}</div>', changes, reasons) if changes or reasons else NOTHING


def details_told(line: ImportLine) -> str:
    """The same as text, for the file."""
    changes = [f"{name}：{before} → {after}" for name, before, after in line.changes]
    return "；".join(changes + [f"{column}：{why}" for column, why in line.reasons])


class LineTable(Table):
    """The lines of one table by their number; name stands in none comes last."""

    caption = "逐行差异"
    order = "number"
    filters = LineFilters
    export_name = "逐行差异"
    empty = "没有可以列出的行。"
    columns = (
        Column("number", "行", sort="number", numeric=True),
        Column("name", "名称"),
        StateColumn("kind", "差异", show=kind_shown),
        Column("details", "变化或原因", value=details_told, draw=details_shown),
    )

    def row_tone(self, row: ImportLine) -> str:
        return "over" if row.kind == LineKind.WRONG else ""
