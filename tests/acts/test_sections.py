"""Every story declares its own parameters, every floor lists them, and code asks for each of them."""

import re
import subprocess
from collections import Counter
from dataclasses import dataclass, fields
from datetime import date

import pytest

from acts.files import ActFileError
from acts.loader import load_policy
from acts.parameters import Parameter, Switch
from acts.policy import Section, every_section, parameter
from acts.sections import policy_file, read_section
from kit.period import Period
from province.law.checks import import_floors
from tools.stack.files import ROOT

GIT = ["git", "ls-files", "*.py", ":!tests"]
OURS = subprocess.run(GIT, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
SOURCES = {file: (ROOT / file).read_text("utf-8") for file in OURS}
DECLARED = [(section, each.name) for section in every_section() for each in fields(section)]


def asks(file: str, section: type[Section], name: str) -> bool:
    """Whether a file names both the section and, after a dot, the parameter; in the section's own file, of itself."""
    own = f"{section.__module__.replace('.', '/')}.py" == file
    asked = rf"self\.{name}\b" if own else rf"\[{section.__name__}\](?s:.*)\.{name}\b"
    return re.search(asked, SOURCES[file]) is not None


@pytest.mark.parametrize(("section", "name"), DECLARED, ids=lambda part: getattr(part, "key", part))
def test_every_parameter_is_asked_for_in_code(section: type[Section], name: str) -> None:
    assert [file for file in OURS if asks(file, section, name)]


def test_a_parameter_that_nobody_reads_would_be_seen() -> None:
    assert not [file for file in OURS if asks(file, every_section()[0], "sunshine")]
    assert len(DECLARED) >= 50


def test_every_section_that_a_story_declares_is_listed_once_by_its_floor() -> None:
    import_floors()
    declared = {section for section in Section.__subclasses__() if not section.__module__.startswith("tests.")}
    assert set(every_section()) == declared
    assert set(Counter(every_section()).values()) == {1}
    assert {section.__module__.rpartition(".")[2] for section in declared} == {"policy"}


def test_two_sections_of_a_floor_have_two_keys() -> None:
    places = [(policy_file(section), section.key) for section in every_section()]
    assert len(places) == len(set(places))


def test_every_section_and_parameter_has_words_for_officials() -> None:
    policy = load_policy("hunan")
    assert all(section.label for section in policy.sections())
    labels = [each.label for each in policy.parameters()]
    assert all(labels)
    assert len(labels) == len(set(labels))


def test_a_switch_cannot_be_asked_whether_it_applies() -> None:
    assert not hasattr(Switch, "applies")
    assert hasattr(Parameter, "applies")


@dataclass(frozen=True, kw_only=True)
class Weather(Section):
    """A section with a yes or no that is not declared as a switch."""

    key = "weather"
    label = "天气"
    sunny: Parameter[bool] = parameter("晴天")


def test_a_yes_or_no_must_be_declared_as_a_switch() -> None:
    tables = {"weather": {"sunny": {"value": True, "source": "HN-1", "basis": "act"}}}
    with pytest.raises(ActFileError) as error:
        read_section(Weather, {policy_file(Weather): tables}, "hunan", Period(date(2026, 1, 1), None))
    assert (error.value.file, error.value.key) == ("hunan/policy/tests.toml", "weather.sunny")
    assert error.value.reason == "a yes or no is declared as a Switch"
