"""The regulation register: every article of an act, its obligations, and who carries each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import TypeVar

import msgspec
from msgspec import Struct

from acts.files import HERE, ActFileError, act_names, file_name, parse_tables, read_all, read_text, refuse

FILE, WORDING = "register.toml", "text.toml"
NO_WORDING: Mapping[str, str] = MappingProxyType({})

Head = TypeVar("Head", bound=Struct)


class Kind(StrEnum):
    """Whether this software carries an obligation, or people do."""

    SYSTEM = "system"
    HUMAN = "human"


class UnknownObligation(LookupError):
    """No act of the register has an obligation or article of this name."""


@dataclass(frozen=True)
class Obligation:
    """One thing that the act asks for. `reason` says why people carry it; `planned` that nobody claims it yet.

    `clause` are the very words of the article that ask for it, `read` where a rule was read that no act prints.
    """

    id: str
    article: str
    kind: Kind
    text: str
    zh: str
    reason: str = ""
    planned: bool = False
    clause: str = ""
    read: str = ""


@dataclass(frozen=True)
class Article:
    """One article, or one paragraph where the act numbers its paragraphs; `wording` is its own text, if it is kept."""

    id: str
    act: str
    number: str
    chapter: str
    title: str
    summary: str
    obligations: tuple[Obligation, ...]
    wording: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisteredAct:
    """One act with its articles; `short` is what officials call it."""

    id: str
    title: str
    short: str
    number: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Register:
    acts: tuple[RegisteredAct, ...]

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {article.id: article for act in self.acts for article in act.articles}

    @cached_property
    def obligations(self) -> dict[str, Obligation]:
        return {o.id: o for article in self.articles.values() for o in article.obligations}

    def obligation(self, name: str) -> Obligation:
        """Raises UnknownObligation."""
        if name not in self.obligations:
            raise UnknownObligation(name)
        return self.obligations[name]

    def article(self, reference: str) -> Article:
        """Return the article of a name, or of an obligation's; one with numbered paragraphs opens at its introduction.

        Raises UnknownObligation.
        """
        if reference in self.obligations:
            return self.articles[self.obligations[reference].article]
        for name in (reference, f"{reference}(0)"):
            if name in self.articles:
                return self.articles[name]
        raise UnknownObligation(reference)


class _Obligation(Struct, forbid_unknown_fields=True):
    kind: Kind
    text: str
    zh: str
    reason: str = ""
    state: str = ""
    clause: str = ""
    read: str = ""


class _Article(Struct):
    number: str
    chapter: str
    title: str
    summary: str


class _Act(Struct, forbid_unknown_fields=True):
    id: str
    title: str
    short: str
    number: str


@cache
def load_register(beside: str = "") -> Register:
    """Return every act, checked; a province whose folder stands elsewhere is named by its path. Raises ActFileError."""
    acts = read_all(partial(load_act, name) for name in act_names(beside))
    return Register(tuple({act.id: act for act in acts}.values()))  # a changed copy stands for the act it is of


@cache
def load_act(name: str) -> RegisteredAct:
    """Return the articles and obligations of one act's folder, with its own words if it keeps them.

    Raises ActFileError.
    """
    has_wording = (HERE / name / WORDING).is_file()
    wording = parse_tables(read_text(name, WORDING), file_name(name, WORDING)) if has_wording else {}
    return parse_act(read_text(name, FILE), file_name(name, FILE), wording)


def parse_act(text: str, file: str, wording: Mapping[str, str] = NO_WORDING) -> RegisteredAct:
    """Return one act's text as articles and obligations, each article with its own words.

    Raises ActFileError naming file, key and reason of all that is wrong.
    """
    tables = parse_tables(text, file)
    head = _convert(file, "act", tables.pop("act", {}), _Act)
    refuse(ActFileError(file, name, "has words, but is no article") for name in wording if name not in tables)
    articles = read_all(
        partial(_article, file, head.id, name, table, wording.get(name, "")) for name, table in tables.items()
    )
    return RegisteredAct(head.id, head.title, head.short, head.number, tuple(articles))


def _article(file: str, act: str, name: str, table: object, wording: str) -> Article:
    if not name.startswith(f"{act}-") or not isinstance(table, dict):
        raise ActFileError(file, name, f"is no article of {act}")
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    head = _convert(file, name, {k: v for k, v in table.items() if k not in inner}, _Article)
    obligations = read_all(partial(_obligation, file, name, f"{name}.{key}", value) for key, value in inner.items())
    if not obligations:
        raise ActFileError(file, name, "has no obligation")
    for obligation in obligations:
        if obligation.clause and obligation.clause not in wording:
            raise ActFileError(file, obligation.id, f"clause is not in the article's own words: {obligation.clause}")
    paragraphs = tuple(wording.strip().splitlines())
    return Article(name, act, head.number, head.chapter, head.title, head.summary, tuple(obligations), paragraphs)


def _obligation(file: str, article: str, name: str, table: object) -> Obligation:
    raw = _convert(file, name, table, _Obligation)
    if raw.state not in ("", "planned"):
        raise ActFileError(file, name, f"state is planned or left out, not {raw.state!r}")
    if (raw.kind is Kind.HUMAN) != bool(raw.reason):
        raise ActFileError(file, name, "people's obligations need a reason, and only they have one")
    if raw.kind is Kind.HUMAN and raw.state:
        raise ActFileError(file, name, "what people carry is not planned")
    return Obligation(
        name, article, raw.kind, raw.text, raw.zh, raw.reason, raw.state == "planned", raw.clause, raw.read
    )


def _convert(file: str, key: str, raw: object, kind: type[Head]) -> Head:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise ActFileError(file, key, str(error)) from error


def every_obligation(beside: str = "") -> Iterator[Obligation]:
    yield from load_register(beside).obligations.values()
