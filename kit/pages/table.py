"""The one table: declared columns, filters and order in the address, keyset paging, export; two queries a page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.forms import ChoiceField, Field, ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape
from django_filters import FilterSet

from kit.errors import TooMuchToExport
from kit.forms import dress
from kit.pages.export import MOST_EXPORTED, Export, WholeList, WholeRequest, list_signer
from kit.pages.keyset import Order, Slice, counted_words, cut, in_order
from kit.templatetags.words import NOTHING, money
from kit.words import Word, say

PAGING = ("after", "before", "export")
BRIEF = 20  # letters; a Chinese one is as wide as two


def plain(value: Any) -> str:
    """Return the value as text, a dash for an empty one."""
    return NOTHING if value is None or value == "" else str(value)


@dataclass(frozen=True)
class Column:
    """One column.

    key: attribute path on the row ("person.name"); also its name in the address.
    sort: ORM path to order by ("person__pinyin"); empty when the column does not sort.
    value: reads the cell from the row, where an attribute path is not enough.
    show: value -> text or safe HTML; the components (status, deadline, money ...) fit here.
    draw: row -> the same, where the cell says more than the value that is exported.
    exported: value -> what the CSV holds; a word stands there as its label.
    numeric: right-aligned, tabular figures.
    """

    key: str
    label: str
    sort: str = ""
    value: Callable[[Any], Any] | None = None
    show: Callable[[Any], str] = plain
    draw: Callable[[Any], str] | None = None
    exported: Callable[[Any], Any] = field(default=lambda value: value)
    numeric: bool = False

    def of(self, row: Any) -> Any:
        """Return the value of the row's cell."""
        return self.value(row) if self.value else attrgetter(self.key)(row)

    def html_of(self, row: Any) -> str:
        """Return the row's cell as safe HTML."""
        return conditional_escape(self.draw(row) if self.draw else self.show(self.of(row)))


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """A member of a word, or nothing: shown and exported as the act in use says it."""

    show: Callable[[Any], str] = lambda member: plain(member and member.label)


@dataclass(frozen=True)
class StateColumn(Column):
    """Where the row stands, a member of a word: shown as the page draws states, exported as the act in use says it."""

    key: str = "state"
    label: str = "状态"


@dataclass(frozen=True)
class MoneyColumn(Column):
    """An amount in yuan."""

    show: Callable[[Any], str] = money
    numeric: bool = True


@dataclass(frozen=True)
class Cell:
    """One cell as the page shows it."""

    column: Column
    html: str

    @property
    def style(self) -> str:
        """Amounts stand to the right; a day or number is never broken over two lines, a name where room is short."""
        brief = sum(1 if letter.isascii() else 2 for letter in self.html) <= BRIEF
        unbroken = brief and self.html.isascii()
        styles = (("num", self.column.numeric), ("brief", brief), ("unbroken", unbroken))
        return " ".join(name for name, so in styles if so)


@dataclass(frozen=True)
class Row:
    """One row as the page shows it: where it leads, its coloured edge, its cells, its key, why it takes no tick."""

    url: str
    tone: str
    cells: list[Cell]
    key: object = None
    refusal: str = ""


@dataclass(frozen=True)
class Ticking:
    """What can be done with the rows that are ticked: the button's words, where they are sent, the button's key."""

    label: str
    url: str
    shortcut: str = ""


@dataclass(frozen=True)
class Heading:
    """A column's head: where a click leads, and which way it is sorted now ("", ascending, descending)."""

    column: Column
    url: str
    sorted: str


def _written(cell: Any) -> Any:
    """What a file holds of a cell: a word as its label, nothing where the screen has a dash."""
    return cell.label if isinstance(cell, Word) else "" if cell == NOTHING else cell


def _answer(field: Field, value: object) -> str:
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        return str(dict(cast("Iterable[tuple[object, object]]", field.choices)).get(value, value))
    return str(value) if isinstance(field, ModelChoiceField) or isinstance(value, date) else "已填写"


class Table:
    """Subclass, declare, and answer with `respond`.

    caption names the table; columns and order (a column's key, "-" before it for descending) are its shape;
    filters is a FilterSet over the same model, never one over personal data, since it stands in the address;
    ticking, where somebody may do the same to many rows, puts a tick before each that `tick_refusal` lets have one;
    opens is a route that takes the row's pk; export_name allows CSV; empty and hint say why nothing is here and
    what to do.
    """

    caption: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    order: ClassVar[str]
    filters: ClassVar[type[FilterSet] | None] = None
    opens: ClassVar[str] = ""
    export_name: ClassVar[str] = ""
    empty: ClassVar[str] = "目前没有记录。"
    hint: ClassVar[str] = ""
    page_size: ClassVar[int] = 50
    ticking: Ticking | None = None

    def __init__(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self.request = request
        self.asked = request.GET
        self.filter = self.filters(self.asked, queryset=rows, request=request) if self.filters else None
        self.found = self.filter.qs if self.filter else rows
        for control in self.filter.form.fields.values() if self.filter else ():
            dress(control)

    def row_url(self, row: Any) -> str:
        """Return where a row leads; empty where it leads nowhere."""
        return reverse(self.opens, args=[row.pk]) if self.opens else ""

    def row_tone(self, row: Any) -> str:
        """Return the coloured edge of a row that presses ("over", "soon"); a column must say the same in words."""
        return ""

    def tick_refusal(self, row: Any) -> str:
        """Return why a row takes no tick; a column must say the same. Empty where it takes one."""
        return ""

    def respond(self, template: str = "components/table_page.html", **context: Any) -> HttpResponseBase:
        """Return the page, or the file when the address asks for it. Raises TooMuchToExport."""
        if self.export_name and self.asked.get("export") == "csv":
            return self.export()
        return render(self.request, template, {"table": self, **context})

    def export(self) -> Export | WholeList:
        """Return the rows that the list shows, all pages of them, in its order.

        Raises TooMuchToExport for more than are written while somebody waits.
        """
        name, header = say(self.export_name), [say(column.label) for column in self.columns]
        if isinstance(self.request, WholeRequest):
            return WholeList(name, header, self._lines, count=self.found.order_by().count, filters=self.asked_words)
        if self.found.order_by()[: MOST_EXPORTED + 1].count() > MOST_EXPORTED:
            raise TooMuchToExport(most=f"{MOST_EXPORTED:,}")
        return Export(name, header, islice(self._lines(), MOST_EXPORTED), asked=self.asked_words)

    def _lines(self) -> Iterator[list[Any]]:
        """Read the rows by a cursor of the database, and write each as the screen says it."""
        for row in in_order(self.found, self.ordered_by).iterator(chunk_size=2000):
            yield [_written(column.exported(column.of(row))) for column in self.columns]

    @property
    def asked_words(self) -> str:
        """What the filters ask, in words. What is typed freely stands as set and no more: it may be about a person."""
        if self.filter is None or not self.filter.form.is_valid():
            return ""
        form = self.filter.form
        asked = ((form.fields[name], form.cleaned_data[name]) for name in form.changed_data)
        return "；".join(f"{say(str(field.label))}：{_answer(field, value)}" for field, value in asked)

    @cached_property
    def sorted_by(self) -> tuple[Column, bool]:
        """The sorted column and whether it descends; an unknown name is the default order."""
        for key in (self.asked.get("sort", ""), self.order):
            for column in self.columns:
                if column.sort and column.key == key.removeprefix("-"):
                    return column, key.startswith("-")
        raise LookupError(f"{type(self).__name__}.order names no sortable column")

    @property
    def ordered_by(self) -> Order:
        """The order of the list as the database takes it."""
        column, descending = self.sorted_by
        return Order(column.sort, descending)

    @cached_property
    def slice(self) -> Slice:
        """The part of the list that the page shows."""
        after, before = self.asked.get("after", ""), self.asked.get("before", "")
        return cut(self.found, self.ordered_by, self.page_size, after=after, before=before)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page, each with its cells."""
        return [
            Row(
                self.row_url(row),
                self.row_tone(row),
                [Cell(column, column.html_of(row)) for column in self.columns],
                row.pk if self.ticking else None,
                self.tick_refusal(row) if self.ticking else "",
            )
            for row in self.slice.rows
        ]

    @cached_property
    def count(self) -> str:
        """How many rows there are, "10,000+" beyond; without a query when the first page holds them all."""
        whole = self.slice.after is None and self.slice.before is None
        return str(len(self.slice.rows)) if whole else counted_words(self.found)

    @property
    def headings(self) -> list[Heading]:
        """The heads of the columns."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        by, descending = self.sorted_by
        if not column.sort:
            return Heading(column, "", "")
        if column is not by:
            return Heading(column, self._address(sort=column.key), "")
        next_order = column.key if descending else f"-{column.key}"
        return Heading(column, self._address(sort=next_order), "descending" if descending else "ascending")

    @property
    def sort_choices(self) -> list[tuple[str, str, bool]]:
        """For the phone, where there is no head to click: value, words, chosen."""
        by, descending = self.sorted_by
        current = ("-" if descending else "") + by.key
        ways = [(column, way) for column in self.columns if column.sort for way in ("", "-")]
        words = {"": "升序", "-": "降序"}
        return [
            (way + column.key, f"{say(column.label)}（{words[way]}）", way + column.key == current)
            for column, way in ways
        ]

    @property
    def filtered(self) -> bool:
        """Whether anything was asked of the filters."""
        return self.filter is not None and bool(self.filter.form.changed_data)

    @property
    def next_url(self) -> str:
        """The address of the next page; empty on the last."""
        return self._address(after=self.slice.after) if self.slice.after else ""

    @property
    def previous_url(self) -> str:
        """The address of the page before; empty on the first."""
        return self._address(before=self.slice.before) if self.slice.before else ""

    @property
    def first_url(self) -> str:
        """The address of the first page, filters and order kept."""
        return self._address()

    @property
    def export_url(self) -> str:
        """The address of the file; empty where the table has none, and where it would hold too much."""
        return self._address(export="csv") if self.export_name and not self.too_much else ""

    @property
    def too_much(self) -> str:
        """Why the rows cannot be taken away at once; empty where they can."""
        return TooMuchToExport(most=f"{MOST_EXPORTED:,}").message if self.count.endswith("+") else ""

    @property
    def whole_ticket(self) -> str:
        """What a form sends to have all rows written by a worker: the address of the file, as of the day shown."""
        state = QueryDict(mutable=True)
        state.update(self.filter.data if self.filter else self.asked)
        for name in PAGING:
            state.pop(name, None)
        state["export"] = "csv"
        return list_signer().sign(f"{self.request.path}?{state.urlencode()}")

    def _address(self, **parameters: str) -> str:
        state = self.asked.copy()
        for name in PAGING:
            state.pop(name, None)
        for name, value in parameters.items():
            state[name] = value
        return f"?{state.urlencode()}"
