"""The forms of a page, read from its HTML as a browser reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import resolve


@dataclass(frozen=True)
class Control:
    """One control: what kind it is, what stands in it, and for a list what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        return next(iter(self.choices), "")


@dataclass(frozen=True)
class Sheet:
    """One form that posts."""

    action: str
    controls: tuple[Control, ...] = ()

    @property
    def route(self) -> str:
        return resolve(urlsplit(self.action).path).view_name

    @property
    def identity(self) -> tuple[str, frozenset[str]]:
        """Two forms are the same where they post the same fields to the same route."""
        return self.route, frozenset(control.name for control in self.controls)

    @property
    def fields(self) -> Iterator[Control]:
        """One control for each name: a group of boxes is one field."""
        named = {control.name: control for control in self.controls if control.kind != "button"}
        return iter(named.values())

    def filled(self, plausible: Mapping[str, str]) -> dict[str, str]:
        """What a browser would send after every empty field was filled in with something of its kind."""
        sent = (control for control in self.controls if control.kind != "file")
        return {control.name: control.value or control.first or plausible.get(control.kind, "") for control in sent}


@dataclass
class Reader(HTMLParser):
    """Collects the forms of a page."""

    address: str
    sheets: list[Sheet] = field(default_factory=list)
    inside: bool = False
    list_name: str = ""
    text_name: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form" and (named.get("method") or "").lower() == "post":
            self.inside = True
            self.sheets.append(Sheet(urljoin(self.address, named.get("action") or self.address)))
        elif self.inside and named.get("name") not in {None, "csrfmiddlewaretoken"}:
            self._control(tag, named)
        elif self.inside and tag == "option" and self.list_name:
            self._option(named)

    def _control(self, tag: str, named: dict[str, str]) -> None:
        kind = {"textarea": "text", "select": "select", "button": "button"}.get(tag, named.get("type", "text"))
        kind = "amount" if named.get("inputmode") == "decimal" else kind
        self.list_name = named["name"] if tag == "select" else ""
        self.text_name = named["name"] if tag == "textarea" else ""
        self._add(Control(named["name"], kind, named.get("value", "on" if kind == "checkbox" else "")))

    def _add(self, control: Control) -> None:
        sheet = self.sheets[-1]
        self.sheets[-1] = replace(sheet, controls=(*sheet.controls, control))

    def _option(self, named: dict[str, str]) -> None:
        sheet = self.sheets[-1]
        *others, last = sheet.controls
        chosen = named.get("value", "")
        value = chosen if "selected" in named else last.value
        changed = replace(last, choices=(*last.choices, chosen) if chosen else last.choices, value=value)
        self.sheets[-1] = replace(sheet, controls=(*others, changed))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag in {"select", "textarea"}:
            self.list_name = self.text_name = ""

    def handle_data(self, data: str) -> None:
        if self.text_name and self.inside and self.sheets[-1].controls:
            sheet = self.sheets[-1]
            *others, last = sheet.controls
            self.sheets[-1] = replace(sheet, controls=(*others, replace(last, value=(last.value + data).strip())))


def sheets_of(address: str, page: str) -> Iterator[Sheet]:
    """Every form of the page that posts something of its own; signing out and searching stand on every page."""
    reader = Reader(address)
    reader.feed(page)
    return (sheet for sheet in reader.sheets if sheet.controls)
