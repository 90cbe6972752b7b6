"""The law stands in acts/ alone: no text of code, template or statement holds an article, a province or its terms."""

import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.stack.files import ROOT

FLOORS = ("kit", "province", "catalog", "physicians", "eligibility", "settlement", "supervision", "config")
OF_AN_ACT = re.compile(
    r"\b(?:HN|JS)-|第[一二三四五六七八九十百]+条|湖南|江苏"
    r"|医保科|医保办|市州|设区市|单行支付|法定适应症|国谈药"  # what acts call otherwise: say it with a term
)
FILES = subprocess.run(
    ["git", "ls-files", *FLOORS, "templates"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()
CODE = [name for name in FILES if name.endswith(".py")]
TEXTS = [name for name in FILES if name.endswith((".html", ".sql"))]


def words(name: str) -> Iterator[str]:
    """Every string, docstring and comment of a module."""
    with Path(ROOT / name).open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    yield from (token.string for token in tokens if token.type in (tokenize.STRING, tokenize.COMMENT))


def test_the_files_were_found() -> None:
    assert len(CODE) > 400
    assert len(TEXTS) > 100


@pytest.mark.parametrize("floor", FLOORS)
def test_no_text_of_a_floor_names_an_article_or_a_province(floor: str) -> None:
    mine = [name for name in CODE if name.startswith(f"{floor}/") and "/migrations/" not in name]
    assert mine
    assert [(name, text) for name in mine for text in words(name) if OF_AN_ACT.search(text)] == []


def test_no_template_and_no_statement_names_an_article_or_a_province() -> None:
    assert [name for name in TEXTS if OF_AN_ACT.search((ROOT / name).read_text("utf-8"))] == []


def test_the_search_sees_what_it_should() -> None:
    assert all(OF_AN_ACT.search(text) for text in ("HN-23", "依据第二十三条", "湖南省", "待医保科意见"))
    assert not OF_AN_ACT.search("定点医药机构")
