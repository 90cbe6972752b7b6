"""Breaks what carries an obligation, in this process and for one test: a proof that stays green then proves nothing.

A rule says True, a row is taken out of its life cycle, a parameter moves by one, a function gives the wrong value that
`tests.prove.wrong` declares for it. Nothing is broken by raising: that turns every test red that only passes through.
"""

import hashlib
import inspect
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from importlib import import_module
from types import FunctionType
from typing import cast

import msgspec

from acts.cycles import effective
from acts.deeds import cycles
from acts.files import act_names
from acts.inventory import acts_with_citations
from acts.loader import load_policy
from acts.parameters import DatedValue
from acts.rules import Rule
from kit.life_cycle import LifeCycle
from tests.prove.wrong import WRONG, Work


class NotBreakable(Exception):
    """Nothing says how this carrier gives a wrong answer."""


@contextmanager
def broken(place: str) -> Iterator[None]:
    """Let a carrier be wrong while the block runs. Raises NotBreakable."""
    carrier = carrier_at(place)
    if isinstance(carrier, DatedValue):
        with _changed(carrier, entries=tuple(replace(entry, value=moved(entry.value)) for entry in carrier.entries)):
            yield
    elif isinstance(carrier, str):
        with _without(carrier):
            yield
    elif isinstance(carrier, type):
        with _always_met(carrier):
            yield
    elif place in WRONG:
        with _wrong(carrier, WRONG[place]):
            yield
    else:
        raise NotBreakable(f"{place}: tests/prove/wrong.py declares no wrong value")


def carrier_at(place: str) -> DatedValue[object] | str | type[Rule[object]] | FunctionType:
    """Return what stands at a place: a parameter of an act, a step as noun.verb, a rule, or a function unwrapped."""
    module, _, name = place.partition(":")
    if module in act_names():
        return next(each for each in load_policy(module).parameters() if each.name == name)
    if module.endswith(".cycle"):
        return name
    thing: object = import_module(module)
    for part in name.split("."):
        thing = getattr(thing, part)
    return cast(type[Rule[object]], thing) if isinstance(thing, type) else inspect.unwrap(cast(FunctionType, thing))


def is_rule(place: str) -> bool:
    return isinstance(carrier_at(place), type)


def digest(place: str) -> str:
    """Return a short digest of what stands at a place, other as soon as its text is."""
    carrier = carrier_at(place)
    if isinstance(carrier, DatedValue):
        return _short(repr([(entry.period, _in_order(entry.value), entry.area) for entry in carrier.entries]))
    if isinstance(carrier, str):
        rows = [row for table in _tables(carrier) for row in table.transitions if row.verb == _verb(carrier)]
        return _short(repr([(row.verb, sorted(row.sources), row.target, sorted(row.roles)) for row in rows]))
    return _short(inspect.getsource(carrier))


def _in_order(value: object) -> object:
    """Return a value whose words come alike in every process: sets have no order of their own."""
    return sorted(value, key=str) if isinstance(value, Set) else value


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _tables(step: str) -> list[LifeCycle]:
    """Return the life cycle of a step as every act knows it."""
    noun = step.partition(".")[0]
    return [effective(cycle, act) for cycle in cycles() for act in acts_with_citations() if cycle.noun.word == noun]


def _verb(step: str) -> str:
    return step.partition(".")[2]


@contextmanager
def _changed(thing: object, **values: object) -> Iterator[None]:
    """Give a frozen value other contents while the block runs."""
    before = {name: getattr(thing, name) for name in values}
    for name, value in values.items():
        object.__setattr__(thing, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            object.__setattr__(thing, name, value)


@contextmanager
def _without(step: str) -> Iterator[None]:
    tables = _tables(step)
    before = [table.transitions for table in tables]
    for table in tables:
        object.__setattr__(table, "transitions", tuple(r for r in table.transitions if r.verb != _verb(step)))
    try:
        yield
    finally:
        for table, rows in zip(tables, before, strict=True):
            object.__setattr__(table, "transitions", rows)


@contextmanager
def _always_met(rule: type[Rule[object]]) -> Iterator[None]:
    own = vars(rule).get("is_met")
    rule.is_met = lambda self, facts, policy: True  # type: ignore[method-assign]
    try:
        yield
    finally:
        if own is None:
            del rule.is_met
        else:
            rule.is_met = own  # type: ignore[method-assign]


def _stand_in(*args: object, **kwargs: object) -> object:
    return _wrong_value(*args, **kwargs)  # type: ignore[name-defined] # noqa: F821


@contextmanager
def _wrong(function: FunctionType, work: Work) -> Iterator[None]:
    """Change the code of a function itself: whoever imported it by name has the changed one too."""
    name = f"_wrong_{function.__name__}"
    code, defaults, named = function.__code__, function.__defaults__, function.__kwdefaults__
    real = FunctionType(code, function.__globals__, function.__name__, defaults, function.__closure__)
    real.__kwdefaults__ = named
    function.__globals__[name] = lambda *args, **kwargs: work(real, *args, **kwargs)
    stand_in = _stand_in.__code__.replace(co_names=(name,), co_freevars=code.co_freevars)
    function.__defaults__ = function.__kwdefaults__ = None
    function.__code__ = stand_in
    try:
        yield
    finally:
        function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, named
        del function.__globals__[name]


@singledispatch
def moved(value: object) -> object:
    """Return a legal value moved by one: the next number, day or word, one less in a list, a switch flipped."""
    raise NotBreakable(f"nobody said how {type(value).__name__} moves")


moved.register(bool, lambda value: not value)
moved.register(int, lambda value: value + 1)
moved.register(Decimal, lambda value: value + Decimal(1).scaleb(value.as_tuple().exponent))
moved.register(date, lambda value: value + timedelta(days=1))
moved.register(tuple, lambda value: value[:-1])
moved.register(list, lambda value: value[:-1])
moved.register(frozenset, lambda value: frozenset(sorted(value)[:-1]))
moved.register(Mapping, lambda value: {key: moved(each) for key, each in value.items()})
moved.register(msgspec.Struct, lambda value: msgspec.structs.replace(value, **_fields_moved(value)))


@moved.register
def _(value: Enum) -> Enum:
    every = list(type(value))
    return every[(every.index(value) + 1) % len(every)]


def _fields_moved(value: msgspec.Struct) -> dict[str, object]:
    return {name: moved(getattr(value, name)) for name in value.__struct_fields__}
