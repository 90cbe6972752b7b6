"""Which drugs the province lists, and for how long."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from acts.units import Days, Years
from catalog.drugs.words import DrugOrigin
from province.areas.words import Matter


@dataclass(frozen=True, kw_only=True)
class ListingTerms(Section):
    key = "listing_terms"
    label = "药品纳入"

    origins: Parameter[frozenset[DrugOrigin]] = parameter("可纳入{separate_payment}的药品来源", Matter.CATALOGUE)
    years_after_agreement: Parameter[Years] = parameter("协议到期转入常规目录后的有效期")
    decision_days_after: Parameter[Days] = parameter("有效期届满后等待是否续约的决定")
