"""The counter's statements: put together from the stories' fragments, planned once per connection, run by name."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TypeAlias
from weakref import WeakKeyDictionary

from django.db import connection

from settlement.claims.rules import COLUMNS

HERE = Path(__file__).parent
_INCLUDE = re.compile(
    r"^-- include (?P<floor>[a-z_]+)\.(?P<story>[a-z_]+)\.(?P<name>[a-z_]+)(?P<comma>,?)$", re.MULTILINE
)
_COLUMNS = re.compile(r"-- columns (?P<row>[a-z_]+)(?: of (?P<alias>[a-z_]+))?(?P<comma>,?)$", re.MULTILINE)
_PARAMETER = re.compile(r"(?<!:):(?P<name>[a-z_]+)(?:::(?P<type>[a-z]+(?:\[\])?))?")


Value: TypeAlias = int | str | date | list[str] | None
_preparations: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


class Statement:
    """One SQL file with the fragments that it includes, put together at import.

    `-- include floor.story.name` stands for the fragment `floor/story/sql/name.sql`, one named part of a WITH over that
    story's own tables. `-- columns row of alias` stands for the columns of a claim's, a line's or an entry's Struct.
    `:name::type` names a parameter, which needs its type once; no other colon stands before a letter.
    """

    def __init__(self, name: str, rows: Mapping[str, Sequence[str]] = COLUMNS) -> None:
        self.name = name
        text = _INCLUDE.sub(_fragment, (HERE / f"{name}.sql").read_text("utf-8"))
        self.source = _COLUMNS.sub(lambda mark: _columns(rows, mark), text)
        marks = list(_PARAMETER.finditer(self.source))
        self.parameters = list(dict.fromkeys(mark["name"] for mark in marks))
        self.types = _types(marks)
        self.text = _PARAMETER.sub(lambda mark: f"${self.parameters.index(mark['name']) + 1}", self.source)

    def run(self, **values: Value) -> dict[str, object]:
        """The one row that it gives, by column; empty when there is none. psycopg2 plans nothing ahead by itself."""
        with connection.cursor() as cursor:
            # Once per connection: a reconnect is another connection, and knows no statement yet.
            names = _preparations.setdefault(connection.connection, set())
            if self.name not in names:
                cursor.execute(self.preparation)
                names.add(self.name)
            marks = in_brackets(["%s"] * len(self.parameters))
            cursor.execute(f"EXECUTE counter_{self.name}{marks}", [values[name] for name in self.parameters])
            row = cursor.fetchone()
            return dict(zip((str(column[0]) for column in cursor.description), row, strict=True)) if row else {}

    def with_values(self, **expressions: str) -> str:
        """The statement with SQL expressions in the places of its parameters, for whoever sends it otherwise."""
        casts = {name: f"({expression})::{self.types[name]}" for name, expression in expressions.items()}
        return _PARAMETER.sub(lambda mark: casts[mark["name"]], self.source)

    @property
    def preparation(self) -> str:
        """The text that makes it ready."""
        types = in_brackets([self.types[name] for name in self.parameters])
        return f"PREPARE counter_{self.name}{types} AS {self.text}"


def in_brackets(words: Sequence[str]) -> str:
    """Return a list as a statement has it behind its name; nothing where there is none."""
    return f" ({', '.join(words)})" if words else ""


def _fragment(mark: re.Match[str]) -> str:
    """The text that an include stands for, under its name."""
    file = resources.files(f"{mark['floor']}.{mark['story']}") / "sql" / f"{mark['name']}.sql"
    text = file.read_text("utf-8").rstrip()
    return f"-- {mark['floor']}.{mark['story']}.{mark['name']}\n{text}{mark['comma']}"


def _columns(rows: Mapping[str, Sequence[str]], mark: re.Match[str]) -> str:
    """The list of columns that a mark stands for."""
    alias = f"{mark['alias']}." if mark["alias"] else ""
    return ", ".join(alias + column for column in rows[mark["row"]]) + mark["comma"]


def _types(marks: Sequence[re.Match[str]]) -> dict[str, str]:
    """Each parameter's type. Raises ValueError where fragments disagree about one."""
    types: dict[str, str] = {}
    for mark in marks:
        if mark["type"] and types.setdefault(mark["name"], mark["type"]) != mark["type"]:
            raise ValueError(f"{mark['name']} is {types[mark['name']]} in one place and {mark['type']} in another")
    return types


LOCK = Statement("lock")
FACTS = Statement("facts")
POST = Statement("post")
REFUSE = Statement("refuse")
LOCK_REVERSAL = Statement("lock_reversal")
ORIGINAL = Statement("original")
NUMBER = Statement("number")
STATEMENTS = (LOCK, FACTS, POST, REFUSE, LOCK_REVERSAL, ORIGINAL, NUMBER)
