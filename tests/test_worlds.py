"""The pieces that tests begin with: each is needed, and none is made twice."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from tools.stack.files import ROOT

MODULES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "tests").rglob("*.py"))
}
# What a plugin asks for by name, and nobody here.
OF_PLUGINS = {"browser_type_launch_args"}


def decorators(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for decorator in function.decorator_list:
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        yield ast.unparse(name), ast.unparse(decorator)


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for file, module in MODULES.items():
        yield from ((file, node) for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


EVERY_FIXTURE = [
    (file, function, whole)
    for file, function in functions()
    for name, whole in decorators(function)
    if name == "pytest.fixture"
]
FIXTURES = [(file, function) for file, function, whole in EVERY_FIXTURE if "autouse=True" not in whole]


def asked_by_name() -> Iterator[str]:
    """Every argument of a function, and every fixture that a mark names."""
    for _, function in functions():
        yield from (argument.arg for argument in (*function.args.args, *function.args.kwonlyargs))
    for module in MODULES.values():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("usefixtures", "getfixturevalue")):
                yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def test_every_fixture_is_asked_for() -> None:
    assert len(FIXTURES) > 80
    assert {function.name for _, function in FIXTURES} - set(asked_by_name()) == OF_PLUGINS


def test_no_fixture_is_written_twice() -> None:
    places = defaultdict(list)
    for file, function, whole in EVERY_FIXTURE:
        if "params=" in whole or "autouse=True" in whole:
            continue
        body = [line for line in function.body if not ast.get_docstring(function) or line is not function.body[0]]
        places[ast.unparse(function.args), "\n".join(map(ast.unparse, body))].append(f"{file}:{function.name}")
    assert [twice for twice in places.values() if len(twice) > 1] == []


def test_every_factory_and_helper_beside_the_tests_is_used() -> None:
    # By words, since some are named in a text: a fault to put in, a module to run.
    words = Counter(word for file in MODULES for word in re.findall(r"\w+", (ROOT / file).read_text("utf-8")))
    beside = [
        (file, node.name)
        for file, module in MODULES.items()
        if "/test_" not in file
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("pytest_")
    ]
    assert len(beside) > 100
    fixtures = {function.name for _, function, _ in EVERY_FIXTURE}
    assert [place for place in beside if words[place[1]] == 1 and place[1] not in fixtures] == []
