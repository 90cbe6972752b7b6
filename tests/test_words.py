"""One word, one class: no two enums for one thing, no column without its word, no label and no value said again."""

import ast
import re
from collections.abc import Iterator
from itertools import combinations

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

from kit.fields import WordField
from kit.words import Word
from province.law.checks import import_floors
from tools.figures import modules

FLOORS = ("kit", "acts", "province", "catalog", "physicians", "eligibility", "settlement", "supervision")

# Two enums that share a value, and why they are two all the same.
ALIKE = {
    ("AreaLevel", "Term"): "a level of areas, and what prose calls one",
    ("Basis", "Term"): "a value that stands on the act, and what prose calls the act",
    ("BenefitClass", "Term"): "a class of drugs, and what prose calls its way of payment",
    ("Role", "Term"): "an account, and what prose calls the hospital's office",
    ("ApplicationState", "PhysicianState"): "two life cycles, each with a review and a return of its own",
    ("AreaLevel", "RateSetter"): "the level of an area, and who sets a rate",
    ("Basis", "ReviewKind"): "a value decided by us, and an agency that decides",
    ("DelistingCause", "ReversalReason"): "each list ends with what it does not name",
    ("DenialReason", "Role"): "what is wrong with the physician, and the physician's own account",
    ("DelistingCause", "Route"): "a cause and a way of taking a drug that none of the others names",
    ("DrugOrigin", "NationalSection"): "why the province lists a drug, and where the national list prints it",
    ("EndCause", "ListingState"): "an entitlement and a listing each run out",
    ("EntitlementState", "PhysicianState"): "each may be suspended",
    ("EntitlementState", "Standing"): "each may be suspended",
    ("LimitKind", "Payer"): "the limit of a fund, and the fund that pays",
    ("Payer", "SignedBy"): "the patient pays, and the patient signs",
    ("ReversalReason", "Route"): "each list ends with what it does not name",
    ("PhysicianState", "Standing"): "each may be suspended",
}

# A table of words that belong to members, and why they are no second label.
TABLES = {
    "eligibility/applications/words.py": "the tab of a paper, whose name is too long for one",
    "tools/demo/ground.py": "how the demonstration names an area's agencies",
    "tools/demo/registry.py": "how the demonstration names an institution's system",
}


def words(family: type[Word] = Word) -> Iterator[type[Word]]:
    import_floors()
    for word in family.__subclasses__():
        if word.__module__.partition(".")[0] in FLOORS:
            yield word


def sources() -> dict[str, ast.Module]:
    """Every file of the floors and the tools by its path, read."""
    files = [file for room in (*FLOORS, "tools") for file in (settings.BASE_DIR / room).rglob("*.py")]
    code = [file for file in files if "migrations" not in file.parts]
    assert len(code) > 300
    return {str(file.relative_to(settings.BASE_DIR)): ast.parse(file.read_text("utf-8")) for file in code}


CODE = sources()


def test_no_two_enums_share_their_values_but_those_that_say_why() -> None:
    pairs = combinations(sorted(words(), key=lambda word: word.__name__), 2)
    alike = {(one.__name__, other.__name__) for one, other in pairs if {*one.values} & {*other.values}}
    assert alike == ALIKE.keys()


def own_fields(model: type[Model]) -> list[Field]:
    """The fields of a model less those that a library's base gives it."""
    bases = [
        base for base in model.__mro__ if hasattr(base, "_meta") and base.__module__.partition(".")[0] not in FLOORS
    ]
    taken = {field.name for base in bases for field in base._meta.fields}
    return [field for field in model._meta.fields if field.name not in taken]


def columns() -> list[Field]:
    ours = [model for model in apps.get_models() if model.__module__.partition(".")[0] in FLOORS]
    return [field for model in ours for field in own_fields(model)]


def test_every_column_with_choices_is_of_a_word() -> None:
    assert [str(field) for field in columns() if field.choices and not isinstance(field, WordField)] == []
    worded = [field for field in columns() if isinstance(field, WordField)]
    assert all(issubclass(field.word, Word) for field in worded)
    assert len(worded) > 30


def chinese(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(c > "\u4e00" for c in node.value)


def member(node: ast.expr | None, names: set[str]) -> bool:
    """Whether an expression is a member of a word: ApplicationState.DRAFT."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names


def test_no_label_of_a_member_stands_in_a_table_beside_its_class() -> None:
    names = {word.__name__ for word in words()}
    tables = {
        path
        for path, module in CODE.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Dict)
        if any(member(key, names) and chinese(value) for key, value in zip(node.keys, node.values, strict=True))
    }
    assert tables == TABLES.keys()


def pairs(module: ast.Module) -> Iterator[tuple[int, tuple[object, object]]]:
    """Every pair of two constants that defines no member, with its line: what a choice is written as."""
    members = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Assign)}
    for node in ast.walk(module):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=value), ast.Constant(value=label)]) if id(node) not in members:
                yield node.lineno, (value, label)


def test_no_choice_says_a_member_with_its_label_again() -> None:
    choices = {choice for word in words() for choice in word.choices}
    again = [f"{path}:{line}" for path, module in CODE.items() for line, pair in pairs(module) if pair in choices]
    assert again == []


def bare(node: ast.AST, values: set[str]) -> Iterator[tuple[str, str]]:
    """What a comparison or a keyword of a query or a row says in a string that a word has: its name, and the value."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        names = [ast.unparse(side).rpartition(".")[2] for side in sides if not isinstance(side, ast.Constant)]
        for side in sides:
            if isinstance(side, ast.Constant) and side.value in values:
                yield "".join(names), side.value
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if isinstance(keyword.value, ast.Constant) and keyword.value.value in values and keyword.arg:
                yield keyword.arg, keyword.value.value


def test_no_state_kind_or_cause_is_asked_or_stored_as_a_bare_string() -> None:
    values = {value for word in words() for value in word.values}
    names = {field.name for field in columns() if isinstance(field, WordField)}
    strings = [
        (path, node.lineno, name, value)
        for path, module in CODE.items()
        for node in ast.walk(module)
        for name, value in bare(node, values)
        if name.partition("__")[0] in names or name.endswith(("['state']", "['outcome']", "['kind']"))
    ]
    assert strings == []


def test_no_choices_are_taken_once_for_every_act() -> None:
    taken = re.compile(rf"\b(?:{'|'.join(word.__name__ for word in words())})\.choices\b")
    assert [module.file for module in modules(*FLOORS) if taken.search(module.text)] == []
