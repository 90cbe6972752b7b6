"""What is wrong in an act's policy is named with its file, its key and the reason, once every floor is loaded."""

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from acts.files import ActFileError
from acts.loader import faults, load_policy
from acts.parameters import PolicyNotInForce
from acts.policy import Policy
from eligibility.applications.policy import Reviewing
from eligibility.prescriptions.policy import Prescribing
from province.law.checks import acts_are_complete
from tests.support.law import change, changed_act, table

FLOOR = {
    "reviewing": "eligibility",
    "intake": "eligibility",
    "choosing": "eligibility",
    "prescribing": "eligibility",
    "paying": "settlement",
    "charging": "settlement",
    "pricing": "catalog",
    "listing_terms": "catalog",
    "qualifying": "physicians",
}


def hunan(folder: Path, *changes: tuple[str, str, str]) -> Policy:
    return load_policy(changed_act(folder, "hunan", *changes))


def dated(folder: Path, *rows: str) -> Policy:
    return hunan(folder, ("reviewing.working_days", "value = 15", f"values = [{', '.join(rows)}]"))


def fault_of(policy: Policy) -> ActFileError:
    (fault,) = faults(policy)
    assert fault.file == f"hunan/policy/{FLOOR[fault.key.partition('.')[0]]}.toml"
    assert str(fault) == f"{fault.file}: {fault.key}: {fault.reason}"
    return fault


@pytest.mark.parametrize(
    ("key", "before", "after", "reason"),
    [
        ("reviewing.working_days", "value = 15", 'value = "15"', "Expected `int`"),
        ("reviewing.working_days", "value = 15", "value = 0", ">= 1"),
        ("reviewing.working_days", "value = 15", "value = true", "Expected `int`"),
        ("reviewing.working_days", "value = 15", "", "exactly one of value, values, absent"),
        ("reviewing.working_days", "value = 15", 'value = 15\nabsent = "无"', "exactly one of value, values, absent"),
        ("intake.silence_accepts", "value = true", 'absent = "没有受理"', "a switch is true or false"),
        ("intake.silence_accepts", "value = true", "value = 1", "Expected `bool`"),
        ("reviewing.working_days", '"working_day"', '"day"', "unit must be 'working_day'"),
        ("reviewing.working_days", 'unit = "working_day"\n', "", "unit must be 'working_day'"),
        ("reviewing.working_days", 'basis = "act"', 'basis = "custom"', "Invalid enum value 'custom'"),
        ("reviewing.working_days", 'source = "HN-23"\n', "", "missing required field `source`"),
        ("reviewing.working_days", 'source = "HN-23"', 'source = "JS-9(2)"', "needs an article of HN"),
        ("reviewing.working_days", "value = 15", "value = 15\nunits = 1", "unknown field `units`"),
        ("paying.rate", "0.70", "70", "70 is not between 0 and 1"),
        ("paying.rate", "390 = 0.60", "391 = 0.60", "Invalid enum value '391'"),
        ("paying.rate", ", 390 = 0.60", "", "a rate for each of"),
        ("paying.deductible", "0.00", "-1", "-1 is not between"),
        ("charging.above_other_standard", ', hospital = "refuse"', "", "must speak of both channels"),
        ("pricing.standard_from.value", 'generic_of_negotiated = "selection_round"\n', "", "every origin"),
        ("qualifying.titles", '"attending"', '"resident"', "Invalid enum value 'resident'"),
        ("prescribing.valid_days", "value = 1", "value = 4", "longer than prescribing.valid_days_at_most"),
        ("choosing.hospitals", "most = 1", "most = 1, ideal = 1", "unknown field `ideal`"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_key(
    tmp_path: Path, key: str, before: str, after: str, reason: str
) -> None:
    fault = fault_of(hunan(tmp_path, (key, before, after)))
    assert fault.key == key.removesuffix(".value")
    assert reason in fault.reason


def test_an_area_may_not_relax_a_title_further_than_the_province_allows(tmp_path: Path) -> None:
    fault = fault_of(hunan(tmp_path, ("qualifying.relaxed_titles", '"attending"', "")))
    assert fault.key == "qualifying.titles"
    assert "area 433100 is wider" in fault.reason


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    act = changed_act(tmp_path, "hunan")
    change(Path(act), "reviewing.working_days", whole("reviewing.working_days", act), "")
    fault = fault_of(load_policy(act))
    assert (fault.key, fault.reason) == ("reviewing.working_days", "missing")


def whole(key: str, act: str) -> str:
    return table(key, (Path(act) / "policy/eligibility.toml").read_text("utf-8"))


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    policy = hunan(tmp_path, ("reviewing.working_days", "[reviewing.working_days]", "[reviewing.days]"))
    told = [(fault.key, fault.reason) for fault in faults(policy)]
    assert told == [("reviewing.days", "unknown key"), ("reviewing.working_days", "missing")]


def test_a_section_that_no_story_declares_is_named(tmp_path: Path) -> None:
    act = changed_act(tmp_path, "hunan")
    with (Path(act) / "policy/supervision.toml").open("a") as file:
        file.write("\n[gardening.trees]\nvalue = 1\n")
    (fault,) = faults(load_policy(act))
    assert (fault.file, fault.key, fault.reason) == ("hunan/policy/supervision.toml", "gardening", "unknown key")


def test_a_floor_without_its_file_is_named_with_each_of_its_sections(tmp_path: Path) -> None:
    act = changed_act(tmp_path, "hunan")
    (Path(act) / "policy/physicians.toml").unlink()
    missing = [(fault.file, fault.key, fault.reason) for fault in faults(load_policy(act))]
    file = "hunan/policy/physicians.toml"
    assert missing == [(file, "qualifying", "missing"), (file, "physician_list", "missing")]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    policy = hunan(tmp_path, ("reviewing.working_days", "value = 15", "value = 0"), ("paying.rate", "0.70", "70"))
    assert [fault.key for fault in faults(policy)] == ["reviewing.working_days", "paying.rate"]


def test_a_story_reads_its_own_section_whatever_is_wrong_in_another(tmp_path: Path) -> None:
    policy = hunan(tmp_path, ("reviewing.working_days", "value = 15", "value = 0"))
    assert policy[Prescribing].days.on(date(2026, 1, 1)) == 30
    with pytest.raises(ActFileError):
        policy[Reviewing]


def test_nothing_starts_on_a_policy_with_a_fault(tmp_path: Path, settings: object) -> None:
    settings.PROVINCE = hunan(tmp_path, ("paying.rate", "0.70", "70")).name  # type: ignore[attr-defined]
    with pytest.raises(ActFileError, match="paying"):
        apps.get_app_config("province").ready()


def test_the_shipped_acts_have_no_fault() -> None:
    assert acts_are_complete() == []


@pytest.mark.parametrize("head", ["province", "act"])
def test_a_policy_without_its_head_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(ActFileError) as error:
        hunan(tmp_path, (head, f"[{head}]", f"[former_{head}]"))
    assert (error.value.file, error.value.key, error.value.reason) == ("hunan/act.toml", head, "missing")


@pytest.mark.parametrize(
    ("before", "after"),
    [("last = 2030-12-31", "last = 2025-12-31"), ("first = 2026-01-01", "first = 0001-01-01"), ('id = "HN"', "")],
)
def test_an_act_that_cannot_be_in_force_is_refused(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(ActFileError) as error:
        hunan(tmp_path, ("act", before, after))
    assert error.value.key == "act"


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActFileError, match=r"hunan/policy/settlement.toml: -: not TOML"):
        hunan(tmp_path, ("paying.rate", "source =", "source"))


def test_a_province_without_an_act_is_refused() -> None:
    with pytest.raises(ActFileError) as error:
        load_policy("atlantis")
    assert (error.value.file, error.value.reason) == ("atlantis/act.toml", "no such file")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["{ from = 2026-01-01, value = 15 }", "{ from = 2026-01-01, value = 10 }"], "overlap on 2026-01-01"),
        (
            ["{ from = 2026-01-01, to = 2026-07-01, value = 15 }", "{ from = 2026-07-01, value = 10 }"],
            "overlap on 2026-07-01",
        ),
        (["{ from = 2025-12-31, value = 15 }"], "outside the act's days"),
        (["{ from = 2026-01-01, to = 2031-01-01, value = 15 }"], "outside the act's days"),
        (["{ from = 2026-07-01, to = 2026-06-30, value = 15 }"], "ends before it begins"),
        (["{ value = 15 }"], "missing required field `from`"),
        (['{ from = "soon", value = 15 }'], "RFC3339"),
        (["{ from = 2026-01-01T08:00:00, value = 15 }"], "Expected `date`"),
        (["{ from = 2026-01-01, to = 9999-12-31, value = 15 }"], "outside the act's days"),
        (['{ from = 2026-01-01, value = "15" }'], "Expected `int`"),
        (["{ from = 2026-01-01, value = 15 }", '{ from = 2026-01-01, area = "430100", value = 10 }'], "no area row"),
    ],
)
def test_a_day_that_cannot_be_used_is_named_with_its_key(tmp_path: Path, rows: list[str], reason: str) -> None:
    fault = fault_of(dated(tmp_path, *rows))
    assert fault.key == "reviewing.working_days"
    assert reason in fault.reason


def test_a_day_that_does_not_exist_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(ActFileError, match="not TOML"):
        dated(tmp_path, "{ from = 2026-02-30, value = 15 }")


def test_a_value_holds_until_the_eve_of_the_next_and_never_on_a_day_between(tmp_path: Path) -> None:
    policy = dated(
        tmp_path,
        "{ from = 2026-01-01, to = 2026-06-30, value = 15 }",
        "{ from = 2026-08-01, value = 12 }",
        '{ from = 2027-01-01, value = 10, basis = "local", source = "湘医保发〔2026〕1号" }',
    )
    working_days = policy[Reviewing].working_days
    assert [working_days.on(day) for day in (date(2026, 6, 30), date(2026, 12, 31), date(2027, 1, 1))] == [15, 12, 10]
    assert working_days.entry_on(date(2027, 1, 1)).basis == "local"
    with pytest.raises(PolicyNotInForce) as refusal:
        working_days.on(date(2026, 7, 31))
    assert refusal.value.code == "NO_POLICY_IN_FORCE"


@pytest.mark.parametrize(
    ("key", "value", "own", "matter"),
    [
        pytest.param(
            "paying.rate",
            "{ 310 = 0.70, 390 = 0.60 }",
            "{ 310 = 0.80, 390 = 0.70 }",
            "rate",
            marks=pytest.mark.obligation("HN-6.1", "HN-6.3"),
        ),
        ("paying.deductible", "0.00", "300.00", "rate"),
        (
            "listing_terms.origins",
            '["negotiated", "regular_after_agreement", "generic_of_negotiated"]',
            '["negotiated"]',
            "catalogue",
        ),
    ],
)
def test_an_areas_own_row_on_rate_or_catalogue_stops_hunan_from_starting(
    tmp_path: Path, key: str, value: str, own: str, matter: str
) -> None:
    all_have = f"{{ from = 2026-01-01, value = {value} }}"
    one_has = f'{{ from = 2026-01-01, area = "430100", value = {own} }}'
    fault = fault_of(hunan(tmp_path, (key, f"value = {value}", f"values = [{all_have}, {one_has}]")))
    assert fault.key == key
    assert fault.reason == f"area 430100 may not set its own {matter} (HN-6)"


def test_a_value_that_leans_on_a_day_without_value_is_refused(tmp_path: Path) -> None:
    rows = "values = [{ from = 2026-07-01, value = 3 }]"
    fault = fault_of(hunan(tmp_path, ("prescribing.valid_days_at_most", "value = 3", rows)))
    assert (fault.key, fault.reason) == (
        "prescribing.valid_days_at_most",
        "no value on 2026-01-01, where another value leans on it",
    )
