"""What a sale must keep to, and who pays how much of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from acts.parameters import Parameter, Switch
from acts.policy import Contradiction, Policy, Section, parameter, switch
from acts.units import Days, Ratio, Yuan
from catalog.drugs.words import DrugOrigin
from catalog.prices.words import AboveStandard
from eligibility.people.policy import Insuring
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.words import CareSetting
from physicians.institutions.words import Channel
from province.areas.words import Matter
from settlement.annual_accounts.words import SettlementYear
from settlement.claims.words import Payer
from settlement.figures.words import RateSetter


class MedicalType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a national code of medical type (医疗类别) means at the counter: the setting, and who may use it."""

    setting: CareSetting
    channels: frozenset[Channel]

    def __str__(self) -> str:
        return f"{self.setting.label}（{'、'.join(channel.label for channel in Channel if channel in self.channels)}）"


@dataclass(frozen=True, kw_only=True)
class Settling(Section):
    key = "settling"
    label = "结算"

    medical_types: Parameter[Mapping[str, MedicalType]] = parameter("医疗类别")
    within_days: Parameter[Days] = parameter("购药后联网结算的期限")


@dataclass(frozen=True, kw_only=True)
class Charging(Section):
    key = "charging"
    label = "收费"

    above_negotiated_standard: Parameter[Mapping[Channel, AboveStandard]] = parameter("谈判药品收费高于支付标准")
    above_other_standard: Parameter[Mapping[Channel, AboveStandard]] = parameter(
        "其他{separate_payment}药品收费高于支付标准"
    )

    def above_standard(self, origin: DrugOrigin | None, channel: Channel, day: date) -> AboveStandard:
        """Return what becomes of a charge above the standard. Raises PolicyNotInForce."""
        is_negotiated = origin is DrugOrigin.NEGOTIATED
        return (self.above_negotiated_standard if is_negotiated else self.above_other_standard).on(day)[channel]

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield what leaves out a channel."""
        for setting in (self.above_negotiated_standard, self.above_other_standard):
            for entry in setting.entries:
                if entry.value.keys() != set(Channel):
                    yield setting, "must speak of both channels"


@dataclass(frozen=True, kw_only=True)
class Paying(Section):
    key = "paying"
    label = "支付"

    rate_set_by: Parameter[RateSetter] = parameter("支付比例由谁确定")
    rate: Parameter[Mapping[InsuranceType, Ratio]] = parameter("医保报销比例", Matter.RATE)
    deductible: Parameter[Yuan] = parameter("起付线", Matter.RATE)
    segments: Switch = switch("纳入分段政策支付", Matter.RATE)
    class_b_first_share: Parameter[Ratio] = parameter("乙类先行自付比例", Matter.RATE)
    higher_of_ordinary_benefit: Switch = switch("与普通待遇就高")
    year: Parameter[SettlementYear] = parameter("医保结算年度")
    payers: Parameter[tuple[Payer, ...]] = parameter("支付次序")
    serious_illness_at_same_rate: Switch = switch("大病保险按同一比例支付")
    overall_binds_without_ceiling: Switch = switch("不设封顶线的救助对象仍受年度最高支付限额约束")
    assistance_above_maximum: Switch = switch("超年度最高限额部分计入医疗救助")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the rates that leave out an insurance the act covers, or name another."""
        for entry in self.rate.entries:
            types = policy[Insuring].types.on(entry.period.first)
            if entry.value.keys() != types:
                yield self.rate, f"must give a rate for each of {sorted(types)} and no other"


@dataclass(frozen=True, kw_only=True)
class InpatientPaying(Section):
    key = "inpatient_paying"
    label = "住院支付"

    separate: Switch = switch("住院使用按{separate_payment}结算")
    outside_case_payment: Switch = switch("住院费用不纳入 DRG/DIP 支付标准")
