"""The shipped profiles against the acts, value by value."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from acts.citations import article_of
from acts.loader import load_policy
from acts.parameters import Basis, DatedValue, Parameter, PolicyNotInForce
from acts.policy import Policy
from acts.register import load_register
from acts.units import Span
from catalog.drugs.words import DrugOrigin
from catalog.prices.words import AboveStandard
from eligibility.applications.policy import Reviewing
from physicians.institutions.words import Channel
from physicians.responsible.policy import Qualifying
from province.areas.errors import AreaRowRefused
from province.areas.policy import OwnRows
from province.areas.words import Matter
from settlement.counter.policy import Charging, Paying
from settlement.traces.policy import Tracing
from supervision.alerts.rules import running_out

IN_FORCE = date(2026, 11, 21)

ACT_OF_HUNAN = {
    "insuring.types": {"310", "390"},
    "listing_terms.origins": {"negotiated", "regular_after_agreement", "generic_of_negotiated"},
    "applying.classes": {"separate_payment"},
    "listing_terms.years_after_agreement": 1,
    "admitting.platform_listing_required": True,
    "qualifying.titles": {"chief", "associate_chief"},
    "qualifying.relaxed_titles": {"attending"},
    "qualifying.conditions": {"related_specialty"},
    "qualifying.same_field_required": True,
    "reviewing.kind": "decision",
    "applying.materials": ("identity_copy", "credential_copy", "medical_papers"),
    "choosing.hospitals": Span(1, 1),
    "choosing.pharmacies": Span(1, 1),
    "reviewing.clock_start": "acceptance",
    "reviewing.working_days": 15,
    "lasting.end": "natural_years",
    "lasting.natural_years": 2,
    "prescribing.days": 30,
    "prescribing.long_term_days": 84,
    "prescribing.valid_days": 1,
    "prescribing.valid_days_at_most": 3,
    "paying.rate_set_by": "province",
    "paying.rate": {"310": Decimal("0.70"), "390": Decimal("0.60")},
    "paying.deductible": Decimal("0.00"),
    "paying.segments": False,
    "paying.higher_of_ordinary_benefit": False,
    "paying.payers": ("pooled_fund", "serious_illness", "medical_assistance", "patient"),
}
ACT_OF_JIANGSU = {
    "insuring.types": {"310", "340", "350", "360", "390", "399"},
    "listing_terms.origins": {"negotiated"},
    "applying.classes": {"dual_channel", "separate_payment"},
    "qualifying.titles": {"chief", "associate_chief"},
    "qualifying.relaxed_titles": set(),
    "qualifying.conditions": {"related_specialty", "insurance_physician", "front_line"},
    "physician_list.filing_working_days": 5,
    "reviewing.kind": "filing",
    "applying.materials": ("form", "medical_papers", "credential_copy"),
    "choosing.hospitals": Span(1, 1),
    "choosing.pharmacies": Span(0, 1),
    "intake.return_count": 1,
    "reviewing.clock_start": "receipt",
    "reviewing.working_days": 1,
    "reviewing.expert_signature_kinds": set(),
    "inpatient_paying.separate": True,
    "inpatients.free_from": set(),
    "paying.rate_set_by": "area",
    "paying.higher_of_ordinary_benefit": True,
}
OUR_DECISIONS = {
    "intake.working_days": 5,
    "intake.silence_accepts": True,
    "intake.return_count": 1,
    "inpatient_paying.separate": True,
    "paying.year": "calendar",
    "paying.serious_illness_at_same_rate": True,
    "paying.assistance_above_maximum": False,
    "reviewing.expert_signature_kinds": {"first", "change", "addition"},
}


def named(policy: Policy, name: str) -> DatedValue[object]:
    """Return a parameter by its key."""
    return {parameter.name: parameter for parameter in policy.parameters()}[name]


@pytest.mark.parametrize(("name", "value"), ACT_OF_HUNAN.items(), ids=ACT_OF_HUNAN.keys())
def test_hunan_says_what_its_act_says(hunan, name, value):
    assert named(hunan, name).on(IN_FORCE) == value


@pytest.mark.parametrize(("name", "value"), ACT_OF_JIANGSU.items(), ids=ACT_OF_JIANGSU.keys())
def test_jiangsu_says_what_its_procedures_say(jiangsu, name, value):
    assert named(jiangsu, name).on(IN_FORCE) == value


@pytest.mark.parametrize(("name", "value"), OUR_DECISIONS.items(), ids=OUR_DECISIONS.keys())
def test_what_the_act_leaves_open_is_marked_as_a_decision(hunan, name, value):
    entry = named(hunan, name).entry_on(IN_FORCE)
    assert (entry.value, entry.basis) == (value, Basis.DECISION)


@pytest.mark.parametrize(
    ("province", "names"),
    [
        ("hunan", "physician_list.filing_working_days"),
        ("jiangsu", "intake.working_days paying.rate paying.deductible lasting.natural_years"),
    ],
)
def test_what_a_province_does_not_know_is_refused_with_the_reason(province, names):
    for name in names.split():
        parameter = named(load_policy(province), name)
        assert isinstance(parameter, Parameter)
        assert not parameter.applies
        with pytest.raises(PolicyNotInForce) as refusal:
            parameter.on(IN_FORCE)
        assert parameter.absent in refusal.value.message


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2025, 12, 31), marks=pytest.mark.obligation("HN-39.1")),
        pytest.param(date(2031, 1, 1), marks=pytest.mark.obligation("HN-39.1")),
    ],
)
def test_the_day_before_and_the_day_after_the_act_of_hunan_are_refused(hunan, day):
    for parameter in hunan.parameters():
        with pytest.raises(PolicyNotInForce) as refusal:
            parameter.on(day)
        assert (refusal.value.code, article_of(hunan, refusal.value)) == ("NO_POLICY_IN_FORCE", parameter.source)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2030, 12, 31)])
def test_the_first_and_the_last_day_of_the_act_of_hunan_are_in_force(hunan, day):
    assert hunan[Reviewing].working_days.on(day) == 15
    assert hunan[Paying].rate.on(day)["310"] == Decimal("0.70")


@pytest.mark.obligation("JS-17.1")
def test_jiangsu_begins_on_the_first_of_august_2021_and_has_no_end(jiangsu):
    with pytest.raises(PolicyNotInForce):
        jiangsu[Reviewing].working_days.on(date(2021, 7, 31))
    assert jiangsu[Reviewing].working_days.on(date(2021, 8, 1)) == 1
    assert jiangsu[Reviewing].working_days.on(date(2199, 12, 31)) == 1
    assert running_out(jiangsu, date(2199, 1, 1)) == ()


@pytest.mark.obligation("HN-39.1")
def test_the_end_of_the_act_is_announced_a_year_ahead(hunan):
    last_quiet_day = date(2030, 12, 31) - timedelta(days=365)
    assert running_out(hunan, last_quiet_day) == ()
    assert hunan[Paying].rate in running_out(hunan, last_quiet_day + timedelta(days=1))


@pytest.mark.parametrize(
    "matter",
    [
        pytest.param(Matter.RATE, marks=pytest.mark.obligation("HN-6.1", "HN-6.3")),
        pytest.param(Matter.SCOPE, marks=pytest.mark.obligation("HN-6.3")),
        pytest.param(Matter.CATALOGUE, marks=pytest.mark.obligation("HN-6.1")),
    ],
)
def test_hunan_refuses_an_areas_own_row(hunan, matter):
    with pytest.raises(AreaRowRefused) as refusal:
        hunan[OwnRows].refuse(matter, "430100", IN_FORCE)
    assert (refusal.value.code, article_of(hunan, refusal.value)) == ("AREA_ROW_REFUSED", "HN-6")


def test_an_area_may_have_its_limits_in_hunan_and_its_rates_in_jiangsu(hunan, jiangsu):
    assert hunan[OwnRows].refuse(Matter.LIMIT, "430100", IN_FORCE) is None
    assert jiangsu[OwnRows].refuse(Matter.RATE, "320100", IN_FORCE) is None


def test_titles_are_relaxed_in_one_area_and_its_counties_only(hunan):
    relaxed = {"chief", "associate_chief", "attending"}
    assert hunan[Qualifying].titles.on(IN_FORCE, area="433100") == relaxed
    assert hunan[Qualifying].titles.on(IN_FORCE, area="433101") == relaxed
    assert hunan[Qualifying].titles.on(IN_FORCE, area="430102") == {"chief", "associate_chief"}


def test_a_relaxed_title_stands_on_local_authority(hunan):
    assert hunan[Qualifying].titles.entry_on(IN_FORCE, area="433101").basis is Basis.LOCAL
    assert hunan[Qualifying].titles.entry_on(IN_FORCE).basis is Basis.ACT


def test_a_charge_above_a_negotiated_standard_is_refused_in_both_channels(hunan):
    for channel in Channel:
        assert hunan[Charging].above_standard(DrugOrigin.NEGOTIATED, channel, IN_FORCE) is AboveStandard.REFUSE


def test_a_charge_above_another_standard_is_refused_in_both_channels(hunan):
    for channel in Channel:
        origin = DrugOrigin.GENERIC_OF_NEGOTIATED
        assert hunan[Charging].above_standard(origin, channel, IN_FORCE) is AboveStandard.REFUSE


@pytest.mark.parametrize(
    ("day", "channels"),
    [
        (date(2025, 6, 30), set()),
        (date(2025, 7, 1), {"pharmacy", "hospital"}),
    ],
)
def test_no_scan_no_settlement_came_for_all_designated_institutions_at_once(jiangsu, day, channels):
    assert jiangsu[Tracing].required.on(day) == channels


@pytest.mark.parametrize("province", ["hunan", "jiangsu"])
def test_every_article_that_a_value_cites_is_in_the_register(province):
    policy = load_policy(province)
    for parameter in policy.parameters():
        if parameter.source.startswith(f"{policy.act.id}-"):
            assert load_register().article(parameter.source).act == policy.act.id


def test_a_fingerprint_tells_one_policy_from_another(hunan, jiangsu):
    assert len(hunan.fingerprint) == 64
    assert hunan.fingerprint != jiangsu.fingerprint
