"""How long an entitlement lasts, and where it may be used."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from acts.units import Days, NaturalYears, Span
from eligibility.entitlements.words import EntitlementEnd


@dataclass(frozen=True, kw_only=True)
class Lasting(Section):
    key = "lasting"
    label = "待遇期"

    end: Parameter[EntitlementEnd] = parameter("待遇期的截止")
    natural_years: Parameter[NaturalYears] = parameter("待遇期最长")
    year_end_notice_days: Parameter[Days] = parameter("年末申请提醒")


@dataclass(frozen=True, kw_only=True)
class Choosing(Section):
    key = "choosing"
    label = "选定机构"

    hospitals: Parameter[Span] = parameter("选定的定点医疗机构数")
    pharmacies: Parameter[Span] = parameter("选定的定点零售药店数")
