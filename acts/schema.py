"""What a profile must hold: each parameter with its type, its range and its unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from acts.demands import carries
from acts.parameters import DatedValue, Parameter, Switch
from catalog.drugs.words import BenefitClass, DrugOrigin
from catalog.prices.words import AboveStandard, StandardFrom
from eligibility.applications.words import ApplicationKind, ClockStart, MaterialKind, ReviewKind
from eligibility.entitlements.words import EntitlementEnd
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.words import CareSetting, OutpatientRule
from kit.errors import RuleRefused
from kit.period import Period
from physicians.institutions.words import Channel
from physicians.responsible.words import PhysicianCondition, PhysicianListing, Title
from settlement.annual_accounts.words import SettlementYear
from settlement.claims.words import Payer

WorkingDays = Annotated[int, Meta(ge=1, title="working_day")]
Days = Annotated[int, Meta(ge=1, title="day")]
Years = Annotated[int, Meta(ge=1, title="year")]
NaturalYears = Annotated[int, Meta(ge=1, title="natural_year")]
Times = Annotated[int, Meta(ge=0, title="time")]
Ratio = Annotated[Decimal, Meta(title="ratio")]
Yuan = Annotated[Decimal, Meta(title="yuan")]


class Matter(StrEnum):
    """What a pooling area might want to set for itself (HN-6)."""

    RATE = "rate"
    SCOPE = "scope"
    CATALOGUE = "catalogue"
    LIMIT = "limit"
    ASSISTANCE = "assistance"
    PHYSICIAN_TITLE = "physician_title"


class SetBy(StrEnum):
    PROVINCE = "province"
    AREA = "area"


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many at least and at most."""

    least: int
    most: int

    def allows(self, count: int) -> bool:
        return self.least <= count <= self.most


class MedicalType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a national code of medical type (医疗类别) means at the counter: the setting, and who may use it."""

    setting: CareSetting
    channels: frozenset[Channel]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The act that a profile carries out. Without `last` it has no end."""

    id: str
    title: str
    number: str
    first: date
    last: date | None = None

    @property
    def in_force(self) -> Period:
        return Period(self.first, self.last)


# What an area's own row of a parameter would be about; every other parameter takes no area row.
MATTER_OF = {
    "payment_rate": Matter.RATE,
    "deductible": Matter.RATE,
    "class_b_first_share": Matter.RATE,
    "segment_payment": Matter.RATE,
    "separate_payment_origins": Matter.CATALOGUE,
    "physician_titles": Matter.PHYSICIAN_TITLE,
}

MATTER_WORDS = {
    Matter.RATE: "待遇标准",
    Matter.SCOPE: "限定支付范围",
    Matter.CATALOGUE: "药品目录",
    Matter.LIMIT: "支付限额",
    Matter.ASSISTANCE: "医疗救助标准",
    Matter.PHYSICIAN_TITLE: "责任医师职称",
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One province's policy. Ask `policy.review_working_days.on(day)`; rules get it as an argument."""

    name: str
    province: str
    area: str
    act: Act
    fingerprint: str

    act_end_warning_days: Parameter[Days]
    insurance_types: Parameter[frozenset[InsuranceType]]
    area_may_set: Parameter[frozenset[Matter]]

    separate_payment_origins: Parameter[frozenset[DrugOrigin]]
    classes_needing_application: Parameter[frozenset[BenefitClass]]
    validity_after_agreement_years: Parameter[Years]
    payment_standard_from: Parameter[Mapping[DrugOrigin, StandardFrom]]
    charge_above_negotiated_standard: Parameter[Mapping[Channel, AboveStandard]]
    charge_above_other_standard: Parameter[Mapping[Channel, AboveStandard]]
    platform_listing_required: Switch

    physician_titles: Parameter[frozenset[Title]]
    relaxed_physician_titles: Parameter[frozenset[Title]]
    physician_conditions: Parameter[frozenset[PhysicianCondition]]
    physician_listing: Parameter[PhysicianListing]
    same_field_required: Switch
    list_filing_working_days: Parameter[WorkingDays]

    review_kind: Parameter[ReviewKind]
    required_materials: Parameter[tuple[MaterialKind, ...]]
    chosen_hospitals: Parameter[Span]
    chosen_pharmacies: Parameter[Span]
    intake_working_days: Parameter[WorkingDays]
    unanswered_counts_as_accepted: Switch
    return_count: Parameter[Times]
    review_clock_start: Parameter[ClockStart]
    review_working_days: Parameter[WorkingDays]
    near_deadline_working_days: Parameter[WorkingDays]
    expert_signature_kinds: Parameter[frozenset[ApplicationKind]]
    submission_gap_alert_days: Parameter[Days]

    entitlement_end: Parameter[EntitlementEnd]
    entitlement_natural_years: Parameter[NaturalYears]
    year_end_notice_days: Parameter[Days]
    renewal_days_ahead: Parameter[Days]

    prescription_days: Parameter[Days]
    long_term_prescription_days: Parameter[Days]
    prescription_valid_days: Parameter[Days]
    prescription_valid_days_at_most: Parameter[Days]

    inpatient_separate_payment: Switch
    inpatient_free_from: Parameter[frozenset[OutpatientRule]]
    inpatient_outside_case_payment: Switch

    payment_rate_set_by: Parameter[SetBy]
    payment_rate: Parameter[Mapping[InsuranceType, Ratio]]
    deductible: Parameter[Yuan]
    segment_payment: Switch
    class_b_first_share: Parameter[Ratio]
    higher_of_ordinary_benefit: Switch
    settlement_year: Parameter[SettlementYear]
    payer_order: Parameter[tuple[Payer, ...]]
    serious_illness_at_same_rate: Switch
    assistance_covers_share_above_maximum: Switch
    medical_types: Parameter[Mapping[str, MedicalType]]
    settle_within_days: Parameter[Days]
    trace_code_required: Parameter[frozenset[Channel]]

    def parameters(self) -> tuple[DatedValue[object], ...]:
        """Every parameter, in the order of the act's subjects."""
        return tuple(value for value in vars(self).values() if isinstance(value, DatedValue))

    def charge_above_standard(self, origin: str, channel: Channel, day: date) -> AboveStandard:
        """What becomes of a charge above the standard. Source: HN-12, HN-32. Raises PolicyNotInForce."""
        negotiated = origin == DrugOrigin.NEGOTIATED
        rule = self.charge_above_negotiated_standard if negotiated else self.charge_above_other_standard
        return rule.on(day)[channel]

    @carries("area_rows_by_leave")
    def refuse_area_row(self, matter: Matter, area: str, day: date) -> None:
        """Refuse an area's own row on what the whole province has alike. Source: HN-6.

        Raises AreaRowRefused.
        """
        if matter not in self.area_may_set.on(day):
            raise AreaRowRefused(matter, area)

    @carries("policy_ending_warning")
    def running_out(self, day: date) -> tuple[DatedValue[object], ...]:
        """Parameters in force that will not be when the warning term is over. Source: HN-39."""
        if not self.act_end_warning_days.applies:
            return ()
        then = day + timedelta(days=self.act_end_warning_days.on(day))
        return tuple(p for p in self.parameters() if p.in_force(day) and not p.in_force(then))


class AreaRowRefused(RuleRefused):
    """An area may not set this for itself (HN-6)."""

    code = "AREA_ROW_REFUSED"
    message = "“{what}”全省统一，{area} 不得自行设定。"

    def __init__(self, matter: Matter, area: str) -> None:
        super().__init__(what=MATTER_WORDS[matter], area=area)
