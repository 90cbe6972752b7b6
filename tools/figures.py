"""The house in figures: `python -m tools.figures` prints them by floor, tests hold those that have a limit.

Read from the source alone. Migrations are left out: Django writes them.
"""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from tools.stack.files import ROOT

FLOORS = (
    "config", "supervision", "settlement", "eligibility", "physicians", "catalog", "province", "acts", "kit", "tools",
)  # fmt: skip
SMALL = 5  # lines, docstring aside, that stay where they are used
RUN = 6  # lines in a row that stand a second time

# A name of one of these words says what happened to a thing, not what it is.
VAGUE = re.compile(
    "asked|begun|born|bought|brought|built|chosen|done|drawn|each|felt|found|given|gone|got|grown|heard|held|hidden|"
    "kept|known|laid|led|left|lent|lost|made|meant|met|paid|said|seen|sent|shown|sold|spent|spoken|taken|taught|these|this|"
    "those|thought|thrown|told|understood|wanted|what|which|who|whom|whose|won|worn|written"
)
PARTICIPLE = re.compile(r"[a-z]+ed")
NOUNS = frozenset(["bed", "deed", "feed", "heed", "need", "seed", "speed", "succeed"])
PASSED_OVER = re.compile(r"^(?:#|[\])},:]*$)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Place:
    """Where something stands: a file below the project's folder, and a line."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


@dataclass(frozen=True)
class Module:
    """One file of the house, read once."""

    file: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def heads(self) -> set[int]:
        """The lines of imports and of functions' heads: they are alike where two things are used alike."""
        imports = [node for node in ast.walk(self.tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        spans = [(node.lineno, node.end_lineno or 0) for node in imports]
        spans += [(node.lineno, node.body[0].lineno - 1) for node in self.functions]
        return {line for first, last in spans for line in range(first, last + 1)}

    @cached_property
    def overrides(self) -> set[int]:
        """The public methods of classes with a base: what their names are may not be theirs to choose."""
        owners = (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef) and node.bases)
        return {id(method) for owner in owners for method in owner.body if getattr(method, "name", "_")[0] != "_"}

    @cached_property
    def references(self) -> Counter[str]:
        """How often each name is used, however it is reached."""
        names: Counter[str] = Counter()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name):
                names[node.id] += 1
            elif isinstance(node, ast.Attribute):
                names[node.attr] += 1
            elif isinstance(node, ast.alias):
                names[node.name] += 1
        return names

    @cached_property
    def calls(self) -> Counter[str]:
        """How often each function or own method is called once for one thing: not for each of many, nor later."""
        many = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
        inside = {id(part) for node in ast.walk(self.tree) if isinstance(node, many) for part in ast.walk(node)}
        calls = [node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call) and id(node) not in inside]
        own = [func.attr for func in calls if isinstance(func, ast.Attribute) and ast.unparse(func.value) == "self"]
        return Counter([func.id for func in calls if isinstance(func, ast.Name)] + own)


def modules(*floors: str) -> list[Module]:
    """Return the modules of these floors, of all without any."""
    files = (path for floor in floors or FLOORS for path in sorted((ROOT / floor).rglob("*.py")))
    written_by_us = (path for path in files if "migrations" not in path.parts)
    return [Module(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in written_by_us]


def vague_names(module: Module) -> Iterator[Place]:
    """Yield each variable, argument and function whose whole name is a participle or a pronoun."""
    for name, line in _bindings(module.tree):
        word = name.strip("_")
        if VAGUE.fullmatch(word) or (PARTICIPLE.fullmatch(word) and word not in NOUNS):
            yield Place(module.file, line, name)


def _bindings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield every name that is bound, with its line; columns, fields, properties and classes are no variables."""
    columns = {id(node) for owner in ast.walk(tree) if isinstance(owner, ast.ClassDef) for node in owner.body}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets) if id(node) not in columns:
                yield from (pair for target in targets for pair in _names(target))
            case ast.AnnAssign(target=target) if id(node) not in columns:
                yield from _names(target)
            case ast.NamedExpr(target=target) | ast.For(target=target) | ast.comprehension(target=target):
                yield from _names(target)
            case ast.withitem(optional_vars=ast.expr() as target):
                yield from _names(target)
            case ast.arg(arg=name) | ast.FunctionDef(name=name):
                # A property is a fact of its class, like a column.
                if not any(ast.unparse(mark) == "property" for mark in getattr(node, "decorator_list", [])):
                    yield name, node.lineno


def _names(target: ast.expr) -> Iterator[tuple[str, int]]:
    return ((node.id, node.lineno) for node in ast.walk(target) if isinstance(node, ast.Name))


def small_helpers(read: Sequence[Module], texts: str) -> Iterator[Place]:
    """Yield each function of a few lines that is called once and could stay where it is used.

    One that a decorator or a template takes, that is handed on as a value or called for each of many has to have a
    name; one that yields, tries or returns early would not read better in its caller.
    """
    everywhere: Counter[str] = sum((module.references for module in read), Counter())
    for module in read:
        for node in module.functions:
            name = node.name
            uses = module.references[name] if name.startswith("_") else everywhere[name]
            if name.startswith("__") or node.decorator_list or uses != 1 or module.calls[name] != 1:
                continue
            if id(node) in module.overrides or not _is_straight(node):
                continue
            if _length(node) <= SMALL and not re.search(rf"\b{name}\b", texts):
                yield Place(module.file, node.lineno, name)


def _is_straight(node: Function) -> bool:
    """Whether a function runs from its first line to its last: nothing yields, tries, loops or returns on the way."""
    inner = [part for statement in node.body for part in ast.walk(statement)]
    returns = sum(isinstance(part, ast.Return) for part in inner)
    bends = (ast.Yield, ast.YieldFrom, ast.Try, ast.For, ast.While, ast.With)
    is_last = not returns or isinstance(node.body[-1], ast.Return)
    return returns <= 1 and is_last and not any(isinstance(part, bends) for part in inner)


def _length(node: Function) -> int:
    """Count the lines of a function, its docstring aside."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def repetitions(read: Sequence[Module]) -> list[tuple[Place, Place]]:
    """Return the pairs of places that share a run of lines to the letter, each pair once."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for module in read:
        code = ((n, line.strip()) for n, line in enumerate(module.lines, 1) if n not in module.heads)
        lines = [(n, line) for n, line in code if not PASSED_OVER.match(line)]
        for start in range(len(lines) - RUN + 1):
            run = lines[start : start + RUN]
            places[tuple(line for _, line in run)].append(Place(module.file, run[0][0], run[0][1]))
    pairs = {(run[0].file, other.file): (run[0], other) for run in places.values() for other in run[1:]}
    return list(pairs.values())


def templates() -> str:
    """Return all templates as one text: what stands in it is used from there."""
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "templates").rglob("*.html")))


def row(name: str, read: Sequence[Module], helpers: Sequence[Place]) -> list[str]:
    """Return a line of the table: what these modules come to."""
    lines = sum(len(module.lines) for module in read)
    functions = [node for module in read for node in module.functions]
    comments = sum(line.strip().startswith("#") for module in read for line in module.lines)
    public = [node for node in functions if not node.name.startswith("_")]
    docstrings = sum(ast.get_docstring(node) is not None for node in public)
    vague = sum(1 for module in read for _ in vague_names(module))
    files = {module.file for module in read}
    return [
        name,
        str(len(read)),
        str(lines),
        f"{median(map(_length, functions)):.0f}" if functions else "-",
        f"{100 * comments / lines:.1f}",
        f"{100 * docstrings / len(public):.0f} %" if public else "-",
        f"{1000 * vague / lines:.1f}",
        str(sum(helper.file in files for helper in helpers)),
    ]


HEADINGS = ["floor", "files", "lines", "function", "comments", "docstrings", "vague names", "once-called"]


def table() -> Iterator[str]:
    """Yield the lines of the table, the whole house last."""
    house = modules()
    helpers = list(small_helpers([*house, *modules("tests")], templates()))
    rows = [row(floor, modules(floor), helpers) for floor in FLOORS]
    for cells in [HEADINGS, *rows, row("all", house, helpers)]:
        yield f"{cells[0]:<12}" + "".join(f"{cell:>12}" for cell in cells[1:])
    yield f"runs of {RUN} lines that stand twice: {len(repetitions(house))} pairs of files"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
