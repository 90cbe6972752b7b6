"""The counter's statements: written in SQL files, planned once per connection, run by name."""

import re
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

HERE = Path(__file__).parent
_PARAMETER = re.compile(r"(?<!:):(?P<name>[a-z_]+)(?:::(?P<type>[a-z]+(?:\[\])?))?")

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Statement:
    """One SQL file. `:name::type` names a parameter where it first stands, `:name` afterwards; no text has a colon."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.source = (HERE / f"{name}.sql").read_text("utf-8")
        found = list(_PARAMETER.finditer(self.source))
        self.types = {each["name"]: each["type"] for each in reversed(found) if each["type"]}
        self.parameters = list(dict.fromkeys(each["name"] for each in found))
        self.text = _PARAMETER.sub(lambda each: f"${self.parameters.index(each['name']) + 1}", self.source)

    def run(self, **values: Any) -> dict[str, Any]:
        """The one row that it gives, by column; empty when there is none. psycopg2 plans nothing ahead by itself."""
        with connection.cursor() as cursor:
            self._prepare(cursor)
            marks = ", ".join(["%s"] * len(self.parameters))
            cursor.execute(f"EXECUTE counter_{self.name} ({marks})", [values[each] for each in self.parameters])
            row = cursor.fetchone()
            return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else {}

    def _prepare(self, cursor: Any) -> None:
        """Once per connection: a reconnect is another connection, and knows nothing yet."""
        known = _prepared.setdefault(connection.connection, set())
        if self.name not in known:
            cursor.execute(self.preparation)
            known.add(self.name)

    def written(self, **expressions: str) -> str:
        """The statement with SQL expressions in the places of its parameters, for whoever sends it otherwise."""
        named = {name: f"({expression})::{self.types[name]}" for name, expression in expressions.items()}
        return _PARAMETER.sub(lambda each: named[each["name"]], self.source)

    @property
    def preparation(self) -> str:
        """The text that makes it ready."""
        types = ", ".join(self.types[each] for each in self.parameters)
        return f"PREPARE counter_{self.name} ({types}) AS {self.text}"


LOCK = Statement("lock")
FACTS = Statement("facts")
POST = Statement("post")
REFUSE = Statement("refuse")
LOCK_REVERSAL = Statement("lock_reversal")
ORIGINAL = Statement("original")
