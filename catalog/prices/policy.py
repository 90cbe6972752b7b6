"""Where a payment standard comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Contradiction, Policy, Section, parameter
from catalog.drugs.words import DrugOrigin
from catalog.listings.policy import ListingTerms
from catalog.prices.words import StandardFrom


@dataclass(frozen=True, kw_only=True)
class Pricing(Section):
    key = "pricing"
    label = "支付标准"

    standard_from: Parameter[Mapping[DrugOrigin, StandardFrom]] = parameter("支付标准的来源")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the sources of standards that leave out a drug which may be listed."""
        for entry in self.standard_from.entries:
            if not policy[ListingTerms].origins.on(entry.period.first) <= entry.value.keys():
                yield self.standard_from, "must speak of every origin that may be listed"
