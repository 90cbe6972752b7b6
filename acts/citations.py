"""What an act says of each demand of the code: the article that a user reads, and the obligations it fulfils."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
from msgspec import Struct

from acts.files import ActFileError, file_name, parse_tables, read_text, refuse
from acts.parameters import Sourced
from acts.policy import Policy
from kit.errors import DomainError

FILE = "citations.toml"
DOCUMENT = "号"  # a national document is cited by its number, as 医保发〔2025〕7号


Table = Mapping[str, object]


class UnknownDemand(LookupError):
    """The act's citations have no row for this demand."""


@dataclass(frozen=True)
class Citation:
    """One act's row of a demand: `cites`, or else one of two reasons for citing nothing.

    `absent` says why the act does not know the demand, so that a rule does not apply; `silent` why it applies although
    the act has no word of it. Then nothing is carried.
    """

    demand: str
    cites: str
    carries: tuple[str, ...]
    absent: str
    silent: str = ""


class _Row(Struct, forbid_unknown_fields=True):
    cites: str = ""
    carries: list[str] = []
    absent: str = ""
    silent: str = ""


Citations = Mapping[str, Citation]


def citation(policy: Policy, demand: str) -> Citation:
    """Return what the policy's act says of a demand. Raises UnknownDemand."""
    row = load_citations(policy.name).get(demand)
    if row is None:
        raise UnknownDemand(f"{file_name(policy.name, FILE)}: {demand}: no row")
    return row


def article_in(act: str, demand: str) -> str:
    """Return the article that an act, named by its folder, cites for a demand. Raises UnknownDemand."""
    row = load_citations(act).get(demand)
    if row is None:
        raise UnknownDemand(f"{file_name(act, FILE)}: {demand}: no row")
    return row.cites


def is_absent(policy: Policy, demand: str) -> bool:
    """Whether the policy's act does not know the demand, so that a rule does not apply. Raises UnknownDemand."""
    return bool(citation(policy, demand).absent)


def article_of(policy: Policy, error: DomainError) -> str:
    """Return the article under which the policy's act refuses; empty where the refusal is ours alone."""
    own = error.source if isinstance(error, Sourced) else ""
    return own or article_of_code(policy, error.demand)


def article_of_code(policy: Policy, code: str) -> str:
    """Return the article behind the code of an error; empty where the code is the house's own."""
    row = load_citations(policy.name).get(code)
    return row.cites if row else ""


@cache
def load_citations(name: str) -> Citations:
    """Return the citations of an act's folder. Raises ActFileError."""
    return parse_citations(read_text(name, FILE), name)


def parse_citations(text: str, name: str) -> Citations:
    """Return the rows of a text of citations. Raises ActFileError naming file, key and reason of all that is wrong."""
    rows, faults = parse_rows(text, name)
    refuse(faults)
    return rows


def parse_rows(text: str, name: str) -> tuple[Citations, list[ActFileError]]:
    """Return the rows of a text that can be read, and what is wrong with the others. Raises ActFileError."""
    file = file_name(name, FILE)
    rows, faults = {}, []
    for demand, table in _flat(parse_tables(text, file)):
        try:
            rows[demand] = _citation(file, demand, table)
        except ActFileError as error:
            faults.append(error)
    return rows, faults


def _flat(tables: Table, before: str = "") -> Iterator[tuple[str, object]]:
    """Pair every table that is a row with its demand; `application.accept` stands as a table in a table."""
    for key, table in tables.items():
        if isinstance(table, dict) and any(isinstance(value, dict) for value in table.values()):
            yield from _flat(table, f"{before}{key}.")
        else:
            yield f"{before}{key}", table


def _citation(file: str, demand: str, table: object) -> Citation:
    if not isinstance(table, dict):
        raise ActFileError(file, demand, "is no table with cites, carries, absent or silent")
    try:
        row = msgspec.convert(table, _Row)
    except msgspec.ValidationError as error:
        raise ActFileError(file, demand, str(error)) from error
    if [bool(row.cites), bool(row.absent), bool(row.silent)].count(True) != 1:
        raise ActFileError(file, demand, "give exactly one of cites, absent and silent")
    if row.carries and not row.cites:
        raise ActFileError(file, demand, "what cites nothing carries nothing")
    return Citation(demand, row.cites, tuple(row.carries), row.absent, row.silent)
