"""Which code a user, a job or a command can reach: a call graph over the names in the source of the house.

It errs towards reached: every name in a function counts as called, and a method counts as soon as its class is reached
and anything reached asks something for that name. What is not reached by this is surely reached by nobody.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings

from acts.files import act_names
from acts.inventory import demands
from acts.proof import Standing

HOUSE = ("kit", "acts", "province", "catalog", "physicians", "eligibility", "settlement", "supervision", "config")
DOORS = ("urls", "tasks", "floor", "admin", "apps", "templatetags", "commands")  # Django and Celery open these
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Source:
    """One module: what it defines at its top, what it imports, and what runs when it is imported."""

    name: str
    defined: dict[str, list[ast.AST]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    loose: list[ast.AST] = field(default_factory=list)

    @classmethod
    def read(cls, name: str, tree: ast.Module) -> "Source":
        source = cls(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                source.imported |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
            elif isinstance(node, ast.Import):
                whole = {alias.asname: alias.name for alias in node.names if alias.asname}
                outer = {alias.name.partition(".")[0] for alias in node.names if not alias.asname}
                source.imported |= {name: (module, "") for name, module in whole.items()}
                source.imported |= {name: (name, "") for name in outer}
        for node in tree.body:
            names = list(_names(node))
            for name in names:
                source.defined.setdefault(name, []).append(node)
            if not names and not isinstance(node, ast.Import | ast.ImportFrom):
                source.loose.append(node)
        return source


@cache
def reachable_places() -> frozenset[str]:
    """Return every function, class and method that is reached, as module:qualified.name, and every attribute asked."""
    files = (file for floor in HOUSE for file in (settings.BASE_DIR / floor).rglob("*.py"))
    names = {_module(file): file for file in files if "migrations" not in file.parts}
    walk = Walk({name: Source.read(name, ast.parse(file.read_text("utf-8"))) for name, file in names.items()})
    walk.run()
    return frozenset(walk.places)


def _module(file: Path) -> str:
    parts = file.relative_to(settings.BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement at the top of a module gives to something."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))


class Walk:
    """Goes from the doors to whatever they name, and on from there."""

    def __init__(self, sources: dict[str, Source]) -> None:
        self.sources = sources
        self.places: set[str] = set()
        self.asked: set[str] = set()
        self.waiting: list[tuple[Source, ast.AST]] = []
        self.words: set[str] = set()
        self.by_word: list[Source | None] = []
        self.classes: dict[str, tuple[Source, ast.ClassDef]] = {}

    def run(self) -> None:
        for name in self._imported_from_doors():
            source = self.sources[name]
            self.waiting += [(source, node) for node in source.loose]
            if _is_door(name):
                for word in source.defined:
                    self._reach(source, word)
        while self.waiting or self._methods():
            self._read(*self.waiting.pop())

    def _imported_from_doors(self) -> set[str]:
        """Return every module that is imported when the doors are."""
        known_names: set[str] = set()
        waiting = [name for name in self.sources if _is_door(name)]
        while waiting:
            name = waiting.pop()
            if name in self.sources and name not in known_names:
                known_names.add(name)
                waiting += [part for pair in self.sources[name].imported.values() for part in (pair[0], ".".join(pair))]
        return known_names

    def _read(self, source: Source, node: ast.AST) -> None:
        owners = {id(part.value) for part in ast.walk(node) if isinstance(part, ast.Attribute)}
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                self._reach(source, part.id)
                if id(part) not in owners:
                    self.by_word.append(self._module_of(source, part))  # handed on whole: asked by a word, later
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                self.words.add(part.value)
            elif isinstance(part, ast.Attribute):
                self.asked.add(part.attr)
                self.places.add(f".{part.attr}")
                self._reach_in(self._module_of(source, part.value), part.attr)

    def _module_of(self, source: Source, node: ast.AST) -> Source | None:
        """Return the module that an expression names, if it does."""
        if isinstance(node, ast.Name) and node.id in source.imported:
            module, name = source.imported[node.id]
            return self.sources.get(f"{module}.{name}" if name else module)
        if isinstance(node, ast.Attribute):
            outer = self._module_of(source, node.value)
            return self.sources.get(f"{outer.name}.{node.attr}") if outer else None
        return None

    def _reach_in(self, source: Source | None, name: str) -> None:
        if source:
            self._reach(source, name)

    def _reach(self, source: Source, name: str) -> None:
        """Follow a name to where it is defined; what it imports under that name is followed into its own module."""
        if name in source.defined:
            place = f"{source.name}:{name}"
            if place not in self.places:
                self.places.add(place)
                for node in source.defined[name]:
                    self._open(source, node, place)
        elif name in source.imported:
            module, there = source.imported[name]
            self._reach_in(self.sources.get(module), there)

    def _open(self, source: Source, node: ast.AST, place: str) -> None:
        """Read a definition; of a class all but its methods, which wait until somebody asks for them."""
        if not isinstance(node, ast.ClassDef):
            self.waiting.append((source, node))
            return
        self.classes[place] = (source, node)
        outside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, FUNCTIONS)]
        self.waiting += [(source, child) for child in outside]

    def _methods(self) -> bool:
        """Open the methods of reached classes that are asked for, or that a framework calls. Whether there were any."""
        for source in filter(None, self.by_word):
            for name in self.words & (source.defined.keys() | source.imported.keys()):
                self._reach(source, name)
        for place, (source, node) in self.classes.items():
            framework = self._has_outer_base(source, node)
            for member in node.body:
                if not isinstance(member, FUNCTIONS) or f"{place}.{member.name}" in self.places:
                    continue
                if framework or member.name in self.asked or member.name.startswith("__"):
                    self.places.add(f"{place}.{member.name}")
                    self.waiting.append((source, member))
        return bool(self.waiting)

    def _has_outer_base(self, source: Source, node: ast.ClassDef) -> bool:
        """Whether a class continues one from outside the house, whose callers cannot be read here."""
        for base in node.bases:
            name = next((part.id for part in ast.walk(base) if isinstance(part, ast.Name)), "")
            there, module = source, source.imported.get(name, ("", ""))[0]
            if module and module.partition(".")[0] not in HOUSE:
                return module not in ("typing", "enum", "abc", "msgspec")
            if module in self.sources:
                there, name = self.sources[module], source.imported[name][1]
            own = [owner for owner in there.defined.get(name, []) if isinstance(owner, ast.ClassDef)]
            if any(self._has_outer_base(there, owner) for owner in own):
                return True
        return False


def _is_door(name: str) -> bool:
    return name.startswith("config.") or bool(set(DOORS) & set(name.split(".")))


def out_of_reach(standings: Iterable[Standing]) -> list[str]:
    """Return each carrier of an obligation that nobody can reach.

    A step is reached by the action that takes it, a parameter by whoever asks for its name.
    """
    places, by_demand = reachable_places(), demands()
    carriers = dict.fromkeys(place for standing in standings for place in standing.code)
    missing = []
    for place in carriers:
        module, _, name = place.partition(":")
        doors = [place]
        if module in act_names():
            doors = [f".{name.partition('.')[2]}"]
        elif module.endswith(".cycle"):
            doors = [door for door in by_demand[name] if door != place]
        if not places & set(doors):
            missing.append(place)
    return missing
