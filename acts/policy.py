"""What an act says in numbers, choices and switches: a section of parameters for each story that asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import ClassVar, TypeVar, cast

import msgspec

from acts.parameters import DatedValue, Parameter, Switch
from acts.sections import read_section
from kit.period import Period

T = TypeVar("T")
S = TypeVar("S", bound="Section")
Contradiction = tuple[DatedValue[object], str]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The act that a policy carries out. Without `last` it has no end."""

    id: str
    title: str
    number: str
    first: date
    last: date | None = None

    @property
    def in_force(self) -> Period:
        return Period(self.first, self.last)


def parameter(label: str, matter: str = "") -> Parameter[T]:
    """Declare a parameter by what officials call it; `matter` is what an area's own row of it would be about."""
    entry: Parameter[T] = field(metadata={"label": label, "matter": matter})
    return entry


def switch(label: str, matter: str = "") -> Switch:
    """Declare a switch, as `parameter` does."""
    entry: Switch = field(metadata={"label": label, "matter": matter})
    return entry


@dataclass(frozen=True, kw_only=True)
class Section:
    """The parameters of one story: a frozen dataclass in its policy.py, listed in its floor's floor.py.

    `key` names its table in the floor's file of every act, `label` heads it for officials.
    """

    key: ClassVar[str]
    label: ClassVar[str]

    @classmethod
    def floor(cls) -> str:
        """Name the floor whose file holds this section."""
        return cls.__module__.partition(".")[0]

    def parameters(self) -> tuple[DatedValue[object], ...]:
        """Return the section's parameters in their order."""
        return tuple(getattr(self, column.name) for column in fields(self))

    def contradictions(self, policy: "Policy") -> Iterator[Contradiction]:
        """Yield each parameter that another one forbids, with the reason; only stories below may be looked at."""
        yield from ()


@dataclass(frozen=True)
class Policy:
    """One act as a province carries it out: ask `policy[Reviewing].working_days.on(day)`.

    Only the shell finds the policy in use; rules get it as an argument.
    """

    name: str
    province: str
    area: str
    act: Act
    fingerprint: str
    files: Mapping[str, Mapping[str, object]]
    _sections: dict[type[Section], Section] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, section: type[S]) -> S:
        """Return a story's section, read when it is first asked for. Raises ActFileError."""
        if section not in self._sections:
            self._sections[section] = read_section(section, self.files, self.name, self.act.in_force)
        return cast(S, self._sections[section])

    def sections(self) -> tuple[Section, ...]:
        """Return every section that a floor has listed, from the lowest floor up. Raises ActFileError."""
        return tuple(self[section] for section in _sections_in_use)

    def parameters(self) -> tuple[DatedValue[object], ...]:
        """Return every parameter of every section. Raises ActFileError."""
        return tuple(parameter for section in self.sections() for parameter in section.parameters())


_sections_in_use: list[type[Section]] = []


def register(*sections: type[Section]) -> None:
    """List sections of a floor, in the order in which officials read them."""
    _sections_in_use.extend(sections)


def every_section() -> tuple[type[Section], ...]:
    """Return every section that a story declares, as far as imported."""
    return tuple(_sections_in_use)
