"""What is wrong in a profile is refused on load, with its file, its key and the reason."""

from datetime import date

import pytest

from acts.files import ActFileError, read_text
from acts.loader import load_policy, parse_policy
from acts.parameters import PolicyNotInForce

HUNAN = read_text("hunan", "policy.toml")


def table(name: str, text: str = HUNAN) -> str:
    """The lines of one parameter."""
    start = text.index(f"[{name}]\n")
    end = text.find("\n[", start + 1)
    return text[start:end] if end > 0 else text[start:]


def changed(name: str, before: str, after: str) -> str:
    lines = table(name)
    assert before in lines
    return HUNAN.replace(lines, lines.replace(before, after))


def dated(*rows: str) -> str:
    return changed("review_working_days", "value = 15", f"values = [{', '.join(rows)}]")


def refused(text: str) -> ActFileError:
    with pytest.raises(ActFileError) as error:
        parse_policy(text, "hunan")
    assert error.value.file == "hunan/policy.toml"
    assert str(error.value).startswith(f"hunan/policy.toml: {error.value.key}: ")
    return error.value


@pytest.mark.parametrize(
    ("name", "before", "after", "reason"),
    [
        ("review_working_days", "value = 15", 'value = "15"', "Expected `int`"),
        ("review_working_days", "value = 15", "value = 0", ">= 1"),
        ("review_working_days", "value = 15", "value = true", "Expected `int`"),
        ("review_working_days", "value = 15", "", "exactly one of value, values, absent"),
        ("review_working_days", "value = 15", 'value = 15\nabsent = "无"', "exactly one of value, values, absent"),
        ("segment_payment", "value = false", 'absent = "没有分段"', "a switch is true or false"),
        ("review_working_days", '"working_day"', '"day"', "unit must be 'working_day'"),
        ("review_working_days", 'unit = "working_day"\n', "", "unit must be 'working_day'"),
        ("review_working_days", 'basis = "act"', 'basis = "custom"', "Invalid enum value 'custom'"),
        ("review_working_days", 'source = "HN-23"\n', "", "missing required field `source`"),
        ("review_working_days", 'source = "HN-23"', 'source = "JS-9(2)"', "needs an article of HN"),
        ("review_working_days", "value = 15", "value = 15\nunits = 1", "unknown field `units`"),
        ("payment_rate", "0.70", "70", "70 is not between 0 and 1"),
        ("payment_rate", "390 = 0.60", "391 = 0.60", "Invalid enum value '391'"),
        ("payment_rate", ", 390 = 0.60", "", "a rate for each of"),
        ("deductible", "0.00", "-1", "-1 is not between"),
        ("charge_above_other_standard", ', hospital = "alert"', "", "must speak of both channels"),
        ("payment_standard_from.value", 'generic_of_negotiated = "selection_round"\n', "", "every origin"),
        ("physician_titles", '"attending"', '"resident"', "Invalid enum value 'resident'"),
        ("relaxed_physician_titles", '"attending"', "", "area 433100 is wider"),
        ("prescription_valid_days", "value = 1", "value = 4", "longer than prescription_valid_days_at_most"),
        ("chosen_hospitals", "most = 1", "most = 1, ideal = 1", "unknown field `ideal`"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_key(name, before, after, reason):
    error = refused(changed(name, before, after))
    assert error.key in {name, name.partition(".")[0], "physician_titles"}
    assert reason in error.reason


def test_a_missing_key_is_named():
    error = refused(HUNAN.replace(table("review_working_days"), ""))
    assert (error.key, error.reason) == ("review_working_days", "missing")


def test_an_unknown_key_is_named():
    error = refused(HUNAN + '[review_working_dais]\ntitle = "审核时限"\n')
    assert (error.key, error.reason) == ("review_working_dais", "unknown key")


@pytest.mark.parametrize(("head", "reason"), [("province", "missing"), ("act", "missing")])
def test_a_profile_without_its_head_is_refused(head, reason):
    error = refused(HUNAN.replace(table(head), ""))
    assert (error.key, error.reason) == (head, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [("last = 2030-12-31", "last = 2025-12-31"), ("first = 2026-01-01", "first = 0001-01-01"), ('id = "HN"', "")],
)
def test_an_act_that_cannot_be_in_force_is_refused(before, after):
    assert refused(changed("act", before, after)).key == "act"


def test_a_file_that_is_not_toml_is_refused():
    assert "not TOML" in refused("review_working_days = ").reason


def test_a_province_without_profile_is_refused():
    with pytest.raises(ActFileError) as error:
        load_policy("atlantis")
    assert (error.value.file, error.value.reason) == ("atlantis/policy.toml", "no such file")


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
        (["{ from = 2026-02-30, value = 15 }"], "not TOML"),
        (['{ from = "soon", value = 15 }'], "RFC3339"),
        (["{ from = 2026-01-01T08:00:00, value = 15 }"], "Expected `date`"),
        (["{ from = 2026-01-01, to = 9999-12-31, value = 15 }"], "outside the act's days"),
        (['{ from = 2026-01-01, value = "15" }'], "Expected `int`"),
        (['{ from = 2026-01-01, area = "430100", value = 10 }'], "takes no area row"),
    ],
)
def test_a_day_that_cannot_be_used_is_named_with_its_key(rows, reason):
    error = refused(dated(*rows))
    assert error.key in {"review_working_days", "-"}
    assert reason in error.reason


def test_a_value_holds_until_the_eve_of_the_next_and_never_on_a_day_between():
    policy = parse_policy(
        dated(
            "{ from = 2026-01-01, to = 2026-06-30, value = 15 }",
            "{ from = 2026-08-01, value = 12 }",
            '{ from = 2027-01-01, value = 10, basis = "local", source = "湘医保发〔2026〕1号" }',
        ),
        "hunan",
    )
    working_days = policy.review_working_days
    assert [working_days.on(day) for day in (date(2026, 6, 30), date(2026, 12, 31), date(2027, 1, 1))] == [15, 12, 10]
    assert working_days.entry_on(date(2027, 1, 1)).basis == "local"
    with pytest.raises(PolicyNotInForce) as refusal:
        working_days.on(date(2026, 7, 31))
    assert refusal.value.code == "NO_POLICY_IN_FORCE"


@pytest.mark.obligation("HN-6.1", "HN-6.2", "HN-6.3")
@pytest.mark.parametrize(
    ("name", "value", "own", "matter"),
    [
        ("payment_rate", "{ 310 = 0.70, 390 = 0.60 }", "{ 310 = 0.80, 390 = 0.70 }", "rate"),
        ("deductible", "0.00", "300.00", "rate"),
        (
            "separate_payment_origins",
            '["negotiated", "regular_after_agreement", "generic_of_negotiated"]',
            '["negotiated"]',
            "catalogue",
        ),
    ],
)
def test_an_areas_own_row_on_rate_or_catalogue_stops_hunan_from_loading(name, value, own, matter):
    all_have = f"{{ from = 2026-01-01, value = {value} }}"
    one_has = f'{{ from = 2026-01-01, area = "430100", value = {own} }}'
    error = refused(changed(name, f"value = {value}", f"values = [{all_have}, {one_has}]"))
    assert error.key == name
    assert error.reason == f"area 430100 may not set its own {matter} (HN-6)"


def test_a_value_that_leans_on_a_day_without_value_is_refused():
    rows = "values = [{ from = 2026-07-01, value = 3 }]"
    error = refused(changed("prescription_valid_days_at_most", "value = 3", rows))
    assert (error.key, error.reason) == (
        "prescription_valid_days_at_most",
        "no value on 2026-01-01, where another value leans on it",
    )
