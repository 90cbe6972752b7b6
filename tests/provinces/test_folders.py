"""What a province's folder lacks or has wrong is named with file, key and reason, all of it at once."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from acts.files import ActFileError, act_names
from acts.inspection import complaints
from tests.provinces.chain import QINGYUAN
from tools.stack.files import ROOT

# What is taken out of a file, what stands there instead, and the line that must be told of it.
BROKEN = [
    ("act.toml", 'area = "980000"', 'area = "970000"', "act.toml: province.area: 970000 is no province of areas.csv"),
    ("act.toml", 'area = "980000"\n', "", "act.toml: province: Object missing required field `area`"),
    ("act.toml", 'id = "QY"', 'id = "QX"', "register.toml: act.id: is QY, in act.toml it is QX"),
    ("areas.csv", "980100,云台市\n", "", "areas.csv: 980102: lies in 980100, which has no row"),
    ("areas.csv", "", None, "areas.csv: -: no such file"),
    ("register.toml", "", None, "register.toml: -: no such file"),
    ("citations.toml", "", None, "citations.toml: -: no such file"),
    ("cycles.toml", "", None, "cycles.toml: -: no such file"),
    ("act.toml", "", None, "act.toml: -: no such file"),
    ("policy/physicians.toml", "", None, "policy/physicians.toml: qualifying: missing"),
    ("register.toml", 'reason = "宣示性条款，不设义务。"\n', "",
     "register.toml: QY-1.1: people's obligations need a reason"),
    ("citations.toml", "PERSON_UNKNOWN =", "PERSON_UNHEARD =", "citations.toml: PERSON_UNKNOWN: missing"),
    ("citations.toml", 'PERSON_UNKNOWN = { cites = "QY-4"', 'PERSON_UNKNOWN = { absent = "无" }\n#',
     "citations.toml: PERSON_DECEASED: needs PERSON_UNKNOWN, which is absent"),
    ("citations.toml", "PERSON_UNKNOWN =", "PERSON_UNHEARD =", "citations.toml: PERSON_UNHEARD: unknown"),
    ("citations.toml", 'PERSON_UNKNOWN = { cites = "QY-4"', 'PERSON_UNKNOWN = { cites = "QY-44"',
     "citations.toml: PERSON_UNKNOWN: cites QY-44"),
    ("citations.toml", 'PERSON_UNKNOWN = { cites = "QY-4"', 'PERSON_UNKNOWN = { cites = "HN-5"',
     "citations.toml: PERSON_UNKNOWN: cites HN-5"),
    ("citations.toml", 'PERSON_UNKNOWN = { cites', 'PERSON_UNKNOWN = { cite',
     "citations.toml: PERSON_UNKNOWN: Object contains unknown field `cite`"),
    ("policy/eligibility.toml", "[reviewing.working_days]", "[reviewing.days]",
     "policy/eligibility.toml: reviewing.working_days: missing"),
    ("policy/eligibility.toml", "[reviewing.working_days]", "[reviewing.days]",
     "policy/eligibility.toml: reviewing.days: unknown key"),
    ("policy/eligibility.toml", "value = 7", 'value = "7"',
     "policy/eligibility.toml: reviewing.working_days: Expected `int`"),
    ("policy/settlement.toml", "310 = 0.65", "310 = 65", "policy/settlement.toml: paying.rate: 65 is not between"),
    ("policy/physicians.toml", '"attending"', '"doctor"',
     "policy/physicians.toml: qualifying.titles: Invalid enum value"),
    ("policy/settlement.toml", 'source = "QY-6"', 'source = "QY-66"',
     "policy/settlement.toml: paying.rate: source QY-66 is no article of register.toml"),
    ("cycles.toml", 'accept_short = { sentence = "当场受理，审核期限自当日起算" }', 'accept_short = { absent = "无" }',
     "cycles.toml: application.approve: cannot be taken: nothing leads to where it begins"),
    ("cycles.toml", "signed = ", 'filed = "已备案"\nsigned = ',
     "cycles.toml: application.states: filed is never reached"),
    ("cycles.toml", "[application]", '[application]\napprove = { sources = ["reviewed", "accepted"] }',
     "cycles.toml: application.approve: begins in accepted, which is never reached"),
    ("cycles.toml", "[physician]\n", '[physician]\nrecord = { absent = "无" }\nreturn = { absent = "无" }\n',
     "cycles.toml: physician.states: nominated is entered and never left"),
    ("policy/eligibility.toml", 'value = []\nnote = "审核由', 'value = ["first"]\nnote = "审核由',
     "policy/eligibility.toml: reviewing.expert_signature_kinds: an expert signs, yet"),
    ("policy/eligibility.toml", 'value = "decision"', 'value = "filing"',
     "policy/eligibility.toml: reviewing.kind: is filing, yet"),
    ("policy/eligibility.toml", 'basis = "act"\nvalue = false', 'basis = "act"\nvalue = true',
     "policy/eligibility.toml: intake.silence_accepts: silence accepts, yet"),
    ("words.toml", "", None, "words.toml: -: no such file"),
    ("words.toml", "[Role]", "[Rank]", "words.toml: Rank: unknown: the code has no class of words"),
    ("words.toml", "signed =", "sealed =", "words.toml: ApplicationState.sealed: unknown"),
    ("words.toml", '"待服务站盖章"', '" "', "words.toml: ApplicationState.signed: says nothing"),
    ("words.toml", '"待服务站盖章"', "7", "words.toml: ApplicationState: Expected `str`, got `int`"),
    ("cycles.toml", "[physician.states]", "[surgeon.states]",
     "cycles.toml: surgeon: unknown: the code has no life cycle"),
    ("words.toml", "", None, "words.toml: -: no such file"),
    ("words.toml", "[Role]", "[Rank]", "words.toml: Rank: unknown: the code has no class of words"),
    ("words.toml", "signed =", "sealed =", "words.toml: ApplicationState.sealed: unknown: an act adds no member"),
    ("words.toml", "[Term]", '[Term]\nking = "王"', "words.toml: Term.king: unknown: an act adds no member"),
    ("cycles.toml", "nominated =", "crowned =", "cycles.toml: physician.states: unknown state crowned"),
]  # fmt: skip


def broken(folder: Path, *changes: tuple[str, str, str | None]) -> str:
    """Copy the folder, change what is to be changed in its files, and return the path to load it by."""
    copy = folder / "qingyuan"
    shutil.copytree(QINGYUAN, copy)
    for name, before, after in changes:
        if after is None:
            (copy / name).unlink()
            continue
        text = (copy / name).read_text("utf-8")
        assert before in text
        (copy / name).write_text(text.replace(before, after), "utf-8")
    return str(copy)


def told(act: str) -> list[str]:
    return [str(complaint) for complaint in complaints(act)]


def test_the_folder_as_it_is_lacks_nothing() -> None:
    assert told(QINGYUAN) == []


@pytest.mark.parametrize(("name", "before", "after", "line"), BROKEN)
def test_what_is_missing_or_wrong_is_named_with_file_key_and_reason(
    tmp_path: Path, name: str, before: str, after: str | None, line: str
) -> None:
    assert [each for each in told(broken(tmp_path, (name, before, after))) if each.startswith(f"qingyuan/{line}")]


@pytest.mark.parametrize("name", ["areas.csv", "citations.toml", "policy/settlement.toml"])
def test_a_file_in_another_encoding_is_named(tmp_path: Path, name: str) -> None:
    act = broken(tmp_path)
    (Path(act) / name).write_bytes("名称".encode("gb18030"))
    assert [line for line in told(act) if line.startswith(f"qingyuan/{name}: -: cannot be read")]


def test_an_outside_folder_is_told_apart_from_the_shipped_ones() -> None:
    assert "qingyuan" not in act_names()


TOGETHER = [
    ("act.toml", 'area = "980000"\n', ""),
    ("areas.csv", "980100,云台市\n", ""),
    ("register.toml", 'reason = "宣示性条款，不设义务。"\n', ""),
    ("citations.toml", "PERSON_UNKNOWN =", "PERSON_UNHEARD ="),
    ("policy/eligibility.toml", "value = 7", 'value = "7"'),
    ("cycles.toml", "nominated =", "crowned ="),
    ("words.toml", "[Role]", "[Rank]"),
]


def test_the_faults_of_all_files_are_told_at_once_each_once(tmp_path: Path) -> None:
    lines = told(broken(tmp_path, *TOGETHER))
    assert {line.split(": ")[0].removeprefix("qingyuan/") for line in lines} == {name for name, _, _ in TOGETHER}
    assert len(set(lines)) == len(lines)


def test_nothing_starts_on_a_broken_folder_and_the_error_names_everything(tmp_path: Path, settings: object) -> None:
    settings.PROVINCE = broken(tmp_path, *TOGETHER)  # type: ignore[attr-defined]
    with pytest.raises(ActFileError) as refused:
        apps.get_app_config("province").ready()
    assert [str(fault) for fault in refused.value.faults] == str(refused.value).splitlines() == told(settings.PROVINCE)  # type: ignore[attr-defined]


def test_whoever_starts_it_reads_the_list_and_no_traceback(tmp_path: Path) -> None:
    act = broken(tmp_path, *TOGETHER)
    command = [sys.executable, str(ROOT / "manage.py"), "check"]
    done = subprocess.run(command, env={**os.environ, "PROVINCE": act}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[1:]) == (1, told(act))


def test_the_command_judges_a_folder_that_is_not_in_use(tmp_path: Path) -> None:
    said = StringIO()
    call_command("act", QINGYUAN, stdout=said)
    assert "nothing is wrong" in said.getvalue()
    with pytest.raises(CommandError, match=r"qingyuan/areas\.csv: 980102"):
        call_command("act", broken(tmp_path, ("areas.csv", "980100,云台市\n", "")))
