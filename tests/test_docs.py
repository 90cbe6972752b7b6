"""The documents say what is so: commands, links, both languages, what is written from the code."""

import re
import subprocess
from fnmatch import fnmatch
from itertools import chain
from pathlib import PurePath
from pkgutil import resolve_name

import pytest

from acts.deeds import cycles
from province.events.announcements import kinds
from province.jobs.schedule import JOBS
from tools.bench.report import Run, report
from tools.documents import WRITTEN, announcements
from tools.management.commands.documents import Command
from tools.stack.files import ROOT

READMES = ("README.md", "README.zh.md")
PAGES = [ROOT / name for name in READMES] + sorted((ROOT / "docs").rglob("*.md"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
MAKE = re.compile(r"\bmake ([a-z-]+)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`[^`\n]+`")
NAME = re.compile(r"`([a-z_]+(?:\.\w+)+)(?:\(\))?`")
PATH = re.compile(r"`((?:[\w.<>*-]+/)+[\w.<>*-]*|[\w-]+\.(?:py|toml|md|sql|csv))`")
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
FOLDERS = {f"{folder}/" for file in TRACKED for folder in PurePath(file).parents}
PLACES = {*TRACKED, *FOLDERS}
PACKAGES = {PurePath(file).parts[0] for file in TRACKED if file.endswith("/__init__.py")}
MOST_ANNOUNCEMENTS = 16
LARGEST_PICTURE = 300_000


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def headings(text: str) -> list[str]:
    """The depth of each heading, in order: languages differ in the words alone."""
    return [line.split()[0] for line in FENCED.sub("", text).splitlines() if line.startswith("#")]


def rows(text: str) -> int:
    return sum(line.startswith("|") for line in text.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_document_names_is_in_the_makefile(page):
    code = " ".join(chain(FENCED.findall(text := page.read_text("utf-8")), QUOTED.findall(FENCED.sub("", text))))
    assert set(MAKE.findall(code)) <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    targets = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_dotted_name_of_ours_in_a_document_is_there(page):
    for name in NAME.findall(FENCED.sub("", page.read_text("utf-8"))):
        if name.partition(".")[0] in PACKAGES:
            resolve_name(name)


def stands(path: str) -> bool:
    """Whether files or folders are like this; a name without a folder may stand anywhere."""
    pattern = re.sub(r"<\w+>", "*", path)
    patterns = (pattern, f"*/{pattern}") if path.strip("/").count("/") == 0 else (pattern,)
    return any(fnmatch(place, wanted) for place in PLACES for wanted in (*patterns, f"{pattern}/"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_in_a_document_is_there(page):
    paths = set(PATH.findall(FENCED.sub("", page.read_text("utf-8"))))
    assert [path for path in sorted(paths) if not path.startswith(".local/") and not stands(path)] == []


def test_the_readme_names_the_test_command_on_a_line_of_its_own():
    assert "\nmake test\n" in read("README.md")


def test_both_readmes_have_the_same_shape():
    english, chinese = map(read, READMES)
    assert headings(english) == headings(chinese)
    assert rows(english) == rows(chinese)
    assert FENCED.findall(english) == FENCED.findall(chinese)


def test_both_readmes_lead_to_the_same_places():
    english, chinese = (set(LINK.findall(read(name))) - set(READMES) for name in READMES)
    assert english == chinese


def test_every_figure_of_the_readme_is_one_that_the_benchmark_keeps():
    run = Run(1.0, (0.001,))
    kept = report([run], [run], run, 3)
    paths = re.findall(r"`(settle\.[\w.]+)`", read("README.md"))
    assert paths
    for path in paths:
        place: object = kept
        for step in path.split("."):
            place = place[step]  # type: ignore[index]
        assert isinstance(place, int | float)


def test_every_picture_of_the_readme_is_small():
    pictures = [link for link in LINK.findall(read("README.md")) if link.endswith(".png")]
    assert len(pictures) == 4
    assert [link for link in pictures if (ROOT / link).stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_from_the_code_is_in_step(name):
    assert read(name) == WRITTEN[name](), "make docs writes it"


def test_the_command_writes_every_document(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    Command().handle()
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")} == set(WRITTEN)


def test_every_transition_stands_in_the_life_cycles():
    text = read("docs/life-cycles.md")
    assert [step.verb for cycle in cycles() for step in cycle.transitions if f"| `{step.verb}` |" not in text] == []


def test_announcements_are_few_and_each_is_documented():
    assert len(kinds()) <= MOST_ANNOUNCEMENTS
    assert [kind.__name__ for kind in kinds() if f"`{kind.__name__}`" not in announcements()] == []


def test_every_job_has_a_time_and_is_documented():
    assert [name for name in JOBS if f"| `{name}` |" not in read("docs/jobs.md")] == []


def test_every_decision_stands_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_every_setting_of_production_is_documented():
    asked = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("config/settings.py") + read("config/gunicorn.py"))
    documented = read("docs/operations.md")
    assert [name for name in asked if f"`{name}`" not in documented and f"`{name}=" not in documented] == []
