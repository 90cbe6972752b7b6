"""Keyset paging: the next page begins after a row. Page 1,000 costs what page 1 costs, and no row is seen twice."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, Q, QuerySet

MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Order:
    """One column and a direction; the primary key always breaks ties."""

    path: str
    descending: bool = False


@dataclass(frozen=True)
class Slice:
    """One page: its rows, and the cursors that lead on and back (None at an end)."""

    rows: list[Any]
    after: str | None
    before: str | None


@dataclass(frozen=True)
class _Key:
    value: Any
    pk: Any


def cut(rows: QuerySet[Any], order: Order, size: int, *, after: str = "", before: str = "") -> Slice:
    """Return the page after or before a cursor. A cursor that cannot be read is the first page."""
    backwards = bool(before) and not after
    key = _read(rows, order, after or before)
    step = Order(order.path, order.descending != backwards)
    page = list(_from(in_order(rows, step, nulls_first=backwards), step, key, backwards)[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards:
        page.reverse()
    has_next, has_previous = (key is not None, more) if backwards else (more, key is not None)
    return Slice(
        page,
        after=_write(page[-1]) if page and has_next else None,
        before=_write(page[0]) if page and has_previous else None,
    )


def counted_words(rows: QuerySet[Any]) -> str:
    """Return how many rows there are, in words: counting stops at MOST_COUNTED, "10,000+" says that there are more."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def in_order(rows: QuerySet[Any], order: Order, *, nulls_first: bool = False) -> QuerySet[Any]:
    """Return the rows in the order of the list: empty values last in either direction, first when walking backwards."""
    nulls: dict[str, bool] = {}
    if _nullable(rows, order.path):
        nulls = {"nulls_first": True} if nulls_first else {"nulls_last": True}
    column, tie = F(order.path), F("pk")
    if order.descending:
        descending: QuerySet[Any] = rows.annotate(sort_value=column).order_by(column.desc(**nulls), tie.desc())
        return descending
    ascending: QuerySet[Any] = rows.annotate(sort_value=column).order_by(column.asc(**nulls), tie.asc())
    return ascending


def _from(rows: QuerySet[Any], order: Order, key: _Key | None, backwards: bool) -> QuerySet[Any]:
    if key is None:
        return rows
    beyond = "lt" if order.descending else "gt"
    tie, empty = Q(**{f"pk__{beyond}": key.pk}), Q(sort_value__isnull=True)
    if key.value is None:
        return rows.filter(empty & tie | ~empty if backwards else empty & tie)
    ahead = Q(**{f"sort_value__{beyond}": key.value}) | Q(sort_value=key.value) & tie
    reachable = Q(**{f"sort_value__{beyond}e": key.value})
    if _nullable(rows, order.path) and not backwards:
        return rows.filter(reachable & ahead | empty)
    return rows.filter(reachable, ahead)


def _field(rows: QuerySet[Any], path: str) -> Any:
    """The model field behind a path, or None when the path is an annotation."""
    model: type[Model] | None = rows.model
    field: Any = None
    for part in path.split("__"):
        if model is None or (len(path.split("__")) == 1 and part in rows.query.annotations):
            return None
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        model = field.related_model if field.is_relation else None
    return field


def _nullable(rows: QuerySet[Any], path: str) -> bool:
    field = _field(rows, path)
    return field is None or "__" in path or field.null


def _write(row: Any) -> str:
    text = json.dumps([row.sort_value, row.pk], cls=DjangoJSONEncoder)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(rows: QuerySet[Any], order: Order, cursor: str) -> _Key | None:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        value, pk = json.loads(text)
        column = rows.query.resolve_ref(order.path).output_field
        return _Key(_sound(column.to_python(value)), _sound(rows.model._meta.pk.to_python(pk)))
    except (ValueError, TypeError, RecursionError, ValidationError, FieldError, binascii.Error):
        return None


def _sound(value: Any) -> Any:
    """The value, if PostgreSQL can hold it. Raises ValueError for NUL and lone surrogates."""
    if b"\0" in str(value).encode():
        raise ValueError("NUL")
    return value
