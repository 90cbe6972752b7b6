"""What the values of one profile owe each other."""

from collections.abc import Iterator

from acts.parameters import Basis
from acts.schema import Policy
from catalog.drugs.words import DrugOrigin
from physicians.institutions.words import Channel

Contradiction = tuple[str, str]


def contradictions(policy: Policy) -> Iterator[Contradiction]:
    """Each key whose value another one forbids, with the reason."""
    yield from _sources_name_the_act(policy)
    yield from _mappings_are_complete(policy)
    yield from _titles_stay_inside_what_may_be_relaxed(policy)
    yield from _validity_stays_inside_its_most(policy)


def _sources_name_the_act(policy: Policy) -> Iterator[Contradiction]:
    for parameter in policy.parameters():
        for entry in parameter.entries:
            if entry.basis is Basis.ACT and not entry.source.startswith(f"{policy.act.id}-"):
                yield parameter.name, f"basis act needs an article of {policy.act.id}, not {entry.source!r}"


def _mappings_are_complete(policy: Policy) -> Iterator[Contradiction]:
    for entry in policy.payment_rate.entries:
        insured = policy.insurance_types.on(entry.period.first)
        if entry.value.keys() != insured:
            yield "payment_rate", f"must give a rate for each of {sorted(insured)} and no other"
    for rule in (policy.charge_above_negotiated_standard, policy.charge_above_other_standard):
        for charge in rule.entries:
            if charge.value.keys() != set(Channel):
                yield rule.name, "must speak of both channels"
    for standard in policy.payment_standard_from.entries:
        if not policy.separate_payment_origins.on(standard.period.first) <= standard.value.keys() <= set(DrugOrigin):
            yield "payment_standard_from", "must speak of every origin that may be listed"


def _titles_stay_inside_what_may_be_relaxed(policy: Policy) -> Iterator[Contradiction]:
    for entry in policy.physician_titles.entries:
        if entry.area:
            day = entry.period.first
            allowed = policy.physician_titles.on(day) | policy.relaxed_physician_titles.on(day)
            if not entry.value <= allowed:
                yield "physician_titles", f"area {entry.area} is wider than {sorted(allowed)}"


def _validity_stays_inside_its_most(policy: Policy) -> Iterator[Contradiction]:
    for entry in policy.prescription_valid_days.entries:
        if entry.value > policy.prescription_valid_days_at_most.on(entry.period.first):
            yield "prescription_valid_days", "is longer than prescription_valid_days_at_most"
