"""The shipped profiles against the acts, value by value."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from acts.citations import article_of
from acts.loader import load_policy
from acts.parameters import Basis, PolicyNotInForce
from acts.register import load_register
from acts.schema import AreaRowRefused, Matter, Policy, Span
from catalog.prices.words import AboveStandard
from physicians.institutions.words import Channel

IN_FORCE = date(2026, 11, 21)

ACT_OF_HUNAN = {
    "insurance_types": {"310", "390"},
    "separate_payment_origins": {"negotiated", "regular_after_agreement", "generic_of_negotiated"},
    "classes_needing_application": {"separate_payment"},
    "validity_after_agreement_years": 1,
    "platform_listing_required": True,
    "physician_titles": {"chief", "associate_chief"},
    "relaxed_physician_titles": {"attending"},
    "physician_conditions": {"related_specialty"},
    "physician_listing": "reviewed",
    "same_field_required": True,
    "review_kind": "decision",
    "required_materials": ("identity_copy", "credential_copy", "medical_papers"),
    "chosen_hospitals": Span(1, 1),
    "chosen_pharmacies": Span(1, 1),
    "review_clock_start": "acceptance",
    "review_working_days": 15,
    "entitlement_end": "natural_years",
    "entitlement_natural_years": 2,
    "prescription_days": 30,
    "long_term_prescription_days": 84,
    "prescription_valid_days": 1,
    "prescription_valid_days_at_most": 3,
    "payment_rate_set_by": "province",
    "payment_rate": {"310": Decimal("0.70"), "390": Decimal("0.60")},
    "deductible": Decimal("0.00"),
    "segment_payment": False,
    "higher_of_ordinary_benefit": False,
    "payer_order": ("pooled_fund", "serious_illness", "medical_assistance", "patient"),
}
ACT_OF_JIANGSU = {
    "insurance_types": {"310", "340", "350", "360", "390", "399"},
    "separate_payment_origins": {"negotiated"},
    "classes_needing_application": {"dual_channel", "separate_payment"},
    "physician_titles": {"chief", "associate_chief"},
    "relaxed_physician_titles": set(),
    "physician_conditions": {"related_specialty", "insurance_physician", "front_line"},
    "physician_listing": "recorded",
    "list_filing_working_days": 5,
    "review_kind": "filing",
    "required_materials": ("form", "medical_papers", "credential_copy"),
    "chosen_hospitals": Span(1, 1),
    "chosen_pharmacies": Span(0, 1),
    "return_count": 1,
    "review_clock_start": "receipt",
    "review_working_days": 1,
    "expert_signature_kinds": set(),
    "inpatient_separate_payment": True,
    "inpatient_free_from": set(),
    "payment_rate_set_by": "area",
    "higher_of_ordinary_benefit": True,
}
OUR_DECISIONS = {
    "intake_working_days": 5,
    "unanswered_counts_as_accepted": True,
    "return_count": 1,
    "inpatient_separate_payment": True,
    "settlement_year": "calendar",
    "serious_illness_at_same_rate": True,
    "assistance_covers_share_above_maximum": False,
    "expert_signature_kinds": {"first", "change", "addition"},
}


@pytest.fixture(scope="module")
def hunan() -> Policy:
    return load_policy("hunan")


@pytest.fixture(scope="module")
def jiangsu() -> Policy:
    return load_policy("jiangsu")


@pytest.mark.parametrize(("name", "value"), ACT_OF_HUNAN.items(), ids=ACT_OF_HUNAN.keys())
def test_hunan_says_what_its_act_says(hunan, name, value):
    assert getattr(hunan, name).on(IN_FORCE) == value


@pytest.mark.parametrize(("name", "value"), ACT_OF_JIANGSU.items(), ids=ACT_OF_JIANGSU.keys())
def test_jiangsu_says_what_its_procedures_say(jiangsu, name, value):
    assert getattr(jiangsu, name).on(IN_FORCE) == value


@pytest.mark.parametrize(("name", "value"), OUR_DECISIONS.items(), ids=OUR_DECISIONS.keys())
def test_what_the_act_leaves_open_is_marked_as_a_decision(hunan, name, value):
    entry = getattr(hunan, name).entry_on(IN_FORCE)
    assert (entry.value, entry.basis) == (value, Basis.DECISION)


@pytest.mark.parametrize(
    ("province", "names"),
    [
        ("hunan", "list_filing_working_days"),
        ("jiangsu", "intake_working_days payment_rate deductible entitlement_natural_years"),
    ],
)
def test_what_a_province_does_not_know_is_refused_with_the_reason(province, names):
    for name in names.split():
        parameter = getattr(load_policy(province), name)
        assert not parameter.applies
        with pytest.raises(PolicyNotInForce) as refusal:
            parameter.on(IN_FORCE)
        assert parameter.absent in refusal.value.message


@pytest.mark.obligation("HN-39.1")
@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2031, 1, 1)])
def test_the_day_before_and_the_day_after_the_act_of_hunan_are_refused(hunan, day):
    for parameter in hunan.parameters():
        with pytest.raises(PolicyNotInForce) as refusal:
            parameter.on(day)
        assert (refusal.value.code, article_of(hunan, refusal.value)) == ("NO_POLICY_IN_FORCE", parameter.source)


@pytest.mark.obligation("HN-39.1")
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2030, 12, 31)])
def test_the_first_and_the_last_day_of_the_act_of_hunan_are_in_force(hunan, day):
    assert hunan.review_working_days.on(day) == 15
    assert hunan.payment_rate.on(day)["310"] == Decimal("0.70")


@pytest.mark.obligation("JS-17.1")
def test_jiangsu_begins_on_the_first_of_august_2021_and_has_no_end(jiangsu):
    with pytest.raises(PolicyNotInForce):
        jiangsu.review_working_days.on(date(2021, 7, 31))
    assert jiangsu.review_working_days.on(date(2021, 8, 1)) == 1
    assert jiangsu.review_working_days.on(date(2199, 12, 31)) == 1
    assert jiangsu.running_out(date(2199, 1, 1)) == ()


@pytest.mark.obligation("HN-39.1")
def test_the_end_of_the_act_is_announced_a_year_ahead(hunan):
    last_quiet_day = date(2030, 12, 31) - timedelta(days=365)
    assert hunan.running_out(last_quiet_day) == ()
    assert hunan.payment_rate in hunan.running_out(last_quiet_day + timedelta(days=1))


@pytest.mark.obligation("HN-6.1", "HN-6.2", "HN-6.3")
@pytest.mark.parametrize("matter", [Matter.RATE, Matter.SCOPE, Matter.CATALOGUE])
def test_hunan_refuses_an_areas_own_row(hunan, matter):
    with pytest.raises(AreaRowRefused) as refusal:
        hunan.refuse_area_row(matter, "430100", IN_FORCE)
    assert (refusal.value.code, article_of(hunan, refusal.value)) == ("AREA_ROW_REFUSED", "HN-6")


def test_an_area_may_have_its_limits_in_hunan_and_its_rates_in_jiangsu(hunan, jiangsu):
    assert hunan.refuse_area_row(Matter.LIMIT, "430100", IN_FORCE) is None
    assert jiangsu.refuse_area_row(Matter.RATE, "320100", IN_FORCE) is None


def test_titles_are_relaxed_in_one_area_and_its_counties_only(hunan):
    relaxed = {"chief", "associate_chief", "attending"}
    assert hunan.physician_titles.on(IN_FORCE, area="433100") == relaxed
    assert hunan.physician_titles.on(IN_FORCE, area="433101") == relaxed
    assert hunan.physician_titles.on(IN_FORCE, area="430102") == {"chief", "associate_chief"}


def test_a_relaxed_title_stands_on_local_authority(hunan):
    assert hunan.physician_titles.entry_on(IN_FORCE, area="433101").basis is Basis.LOCAL
    assert hunan.physician_titles.entry_on(IN_FORCE).basis is Basis.ACT


def test_a_charge_above_a_negotiated_standard_is_refused_in_both_channels(hunan):
    for channel in Channel:
        assert hunan.charge_above_standard("negotiated", channel, IN_FORCE) is AboveStandard.REFUSE


def test_a_charge_above_another_standard_is_refused_at_pharmacies_and_alerted_at_hospitals(hunan):
    origin = "generic_of_negotiated"
    assert hunan.charge_above_standard(origin, Channel.PHARMACY, IN_FORCE) is AboveStandard.REFUSE
    assert hunan.charge_above_standard(origin, Channel.HOSPITAL, IN_FORCE) is AboveStandard.ALERT


@pytest.mark.parametrize(
    ("day", "channels"),
    [
        (date(2025, 6, 30), set()),
        (date(2025, 7, 1), {"pharmacy"}),
        (date(2025, 12, 31), {"pharmacy"}),
        (date(2026, 1, 1), {"pharmacy", "hospital"}),
    ],
)
def test_no_scan_no_settlement_came_channel_by_channel(jiangsu, day, channels):
    assert jiangsu.trace_code_required.on(day) == channels


@pytest.mark.parametrize("province", ["hunan", "jiangsu"])
def test_every_article_that_a_value_cites_is_in_the_register(province):
    policy = load_policy(province)
    for parameter in policy.parameters():
        if parameter.source.startswith(f"{policy.act.id}-"):
            assert load_register().article(parameter.source).act == policy.act.id


def test_a_fingerprint_tells_one_policy_from_another(hunan, jiangsu):
    assert len(hunan.fingerprint) == 64
    assert hunan.fingerprint != jiangsu.fingerprint
