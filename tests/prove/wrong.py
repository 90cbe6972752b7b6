"""The wrong value that every function which carries an obligation is known to give: what the act forbids, or nothing.

Each gets the real function and its arguments. An action's wrong value is, mostly, that it does nothing and says it did.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from msgspec import Struct, structs

from acts.policy import Policy
from catalog.drugs.models import Drug
from catalog.drugs.words import BenefitClass
from eligibility.applications.actions.filing import Clocks
from kit.period import Period
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician

Work = Callable[..., Any]
DAY = timedelta(days=1)
FEN = Decimal("0.01")


def _nothing(real: Work, *args: Any, **kwargs: Any) -> None:
    """Refuse nothing, do nothing."""


def _none_of_them(real: Work, *args: Any, **kwargs: Any) -> int:
    return 0


def _as_it_was(name: str) -> Work:
    """Return the thing of this name as it came in."""
    return lambda real, **kwargs: kwargs[name]


def _other(value: Any, **changes: Any) -> Any:
    """Return a value of any kind with other contents."""
    if isinstance(value, Struct):
        return structs.replace(value, **changes)
    return value._replace(**changes) if isinstance(value, tuple) else replace(value, **changes)


def _a_year_longer(real: Work, *args: Any, **kwargs: Any) -> Period:
    period = real(*args, **kwargs)
    return Period(period.first, period.last + timedelta(days=365))


def _a_day_later(real: Work, *args: Any, **kwargs: Any) -> Any:
    clock = real(*args, **kwargs)
    return _other(clock, day=clock.day + DAY)


def _a_day_longer(real: Work, *args: Any, **kwargs: Any) -> Any:
    term = real(*args, **kwargs)
    return _other(term, period=Period(term.period.first, term.period.last + DAY))


def _a_fen_less(real: Work, *args: Any, **kwargs: Any) -> Any:
    entry = real(*args, **kwargs)
    return entry and _other(entry, amount=entry.amount - FEN)


def _a_fen_more(real: Work, *args: Any, **kwargs: Any) -> Any:
    entry = real(*args, **kwargs)
    return entry and _other(entry, amount=entry.amount + FEN)


def _empty_page(real: Work, *args: Any, **kwargs: Any) -> HttpResponse:
    return HttpResponse("<!doctype html><title>空</title>")


def _other_class(real: Work, *args: Any, **kwargs: Any) -> BenefitClass:
    return next(each for each in BenefitClass if each is not real(*args, **kwargs))


def _first_value(real: Work, parameter: Any, day: Any, area: str = "") -> Any:
    """Guess: the first value there is, in force or not."""
    return parameter.entries[0] if parameter.entries else real(parameter, day, area)


def _forgotten(real: Work, *args: Any, **kwargs: Any) -> Any:
    """Return what was done, of which nothing is kept."""
    with transaction.atomic():
        done = real(*args, **kwargs)
        transaction.set_rollback(True)
    return done


def _highest(real: Work, charge: Any) -> tuple[Decimal, str]:
    return max(charge.price, charge.standard, charge.listed_price or charge.price), "收费价"


def _separate_rate(real: Work, in_scope: Decimal, terms: Any) -> tuple[Decimal, str]:
    return real(in_scope, _other(terms, ordinary=None))


def _nothing_counts(real: Work, account: Any) -> Decimal:
    return Decimal("0.00")


def _less_in_a_pharmacy(real: Work, facts: Any, *args: Any, **kwargs: Any) -> Any:
    terms = real(facts, *args, **kwargs)
    return _other(terms, rate=terms.rate - FEN) if facts.place.kind == "P" else terms


def _otherwise_flagged(real: Work, *args: Any, **kwargs: Any) -> Any:
    settled = real(*args, **kwargs)
    return _other(settled, outside_drg=not settled.outside_drg)


def _nothing_paid(real: Work, *args: Any, **kwargs: Any) -> Any:
    outgoing = real(*args, **kwargs)
    return _other(outgoing, pooled=Decimal("0.00"), serious_illness=Decimal("0.00"))


def _nobody_warned(real: Work, policy: Policy, day: Any) -> tuple[()]:
    return ()


WRONG: dict[str, Work] = {
    "acts.parameters:DatedValue.entry_on": _first_value,
    "catalog.drugs.queries:dual_channel_on": lambda real, day: Drug.objects.all(),
    "catalog.drugs.rules.classes:benefit_class": _other_class,
    "catalog.listings.actions:delist": lambda real, *, drug, **kwargs: drug.listings.first(),
    "catalog.listings.actions:open": _forgotten,
    "catalog.listings.rules.removal:_refuse_review_for_direct_removal": _nothing,
    "catalog.listings.rules.removal:_refuse_without_review": _nothing,
    "catalog.listings.rules.validity:_as_a_rule": _a_year_longer,
    "catalog.listings.rules.validity:_as_agreed": _a_year_longer,
    "catalog.listings.rules.validity:refuse_unlistable": _nothing,
    "catalog.prices.rules.standards:refuse_other_standard": _nothing,
    "catalog.publication.pages:published_list": _empty_page,
    "eligibility.applications.actions.clock:mark_overdue": _none_of_them,
    "eligibility.applications.actions.filing:clocks_from_receipt": lambda real, on: Clocks(),
    "eligibility.applications.actions.filing:draft": _forgotten,
    "eligibility.applications.actions.filing:endorse": _as_it_was("application"),
    "eligibility.applications.actions.filing:sign": _as_it_was("application"),
    "eligibility.applications.actions.filing:submit": _as_it_was("application"),
    "eligibility.applications.actions.intake:accept": _as_it_was("application"),
    "eligibility.applications.actions.intake:accept_unanswered": _none_of_them,
    "eligibility.applications.actions.intake:file": _as_it_was("application"),
    "eligibility.applications.actions.intake:return_for_correction": _as_it_was("application"),
    "eligibility.applications.actions.intake:supplement": _as_it_was("application"),
    "eligibility.applications.actions.materials:add": _forgotten,
    "eligibility.applications.actions.review:approve": _as_it_was("application"),
    "eligibility.applications.actions.review:deny": _as_it_was("application"),
    "eligibility.applications.actions.review:give_opinion": _as_it_was("application"),
    "eligibility.applications.rules.materials:check_gaps": _nothing,
    "eligibility.entitlements.actions.changing:change_institution": _as_it_was("entitlement"),
    "eligibility.entitlements.actions.changing:confirm_manufacturer": _forgotten,
    "eligibility.entitlements.actions.ending:end_for_drug": _none_of_them,
    "eligibility.entitlements.actions.ending:expire": _none_of_them,
    "eligibility.entitlements.actions.ending:sweep_left_drugs": _none_of_them,
    "eligibility.entitlements.actions.granting:grant": _nothing,
    "eligibility.entitlements.actions.suspending:suspend": _forgotten,
    "eligibility.entitlements.rules.term:proposed_term": _a_day_longer,
    "eligibility.people.actions.insuring:enrol": _forgotten,
    "eligibility.people.actions.insuring:hold": _forgotten,
    "eligibility.people.actions.insuring:recognise": _forgotten,
    "eligibility.people.actions.persons:register": _forgotten,
    "eligibility.people.rules.insurance:refuse_uncovered": _nothing,
    "eligibility.prescriptions.actions:issue": _forgotten,
    "eligibility.prescriptions.rules.signing:ProvinceSigner.sign": lambda real, signer, who, text: "ed25519:AAAA",
    "physicians.agreements.actions:end": lambda real, *, institution, **kwargs: institution.agreements.first(),
    "physicians.agreements.actions:sign": _forgotten,
    "physicians.agreements.queries:designated_on": lambda real, day, kind="": Institution.objects.none(),
    "physicians.agreements.queries:hospitals_without_outpatient": lambda real, day, user: Institution.objects.none(),
    "physicians.agreements.queries:pharmacies_per_county": lambda real, day, user: real(day, user).filter(
        pharmacies__gt=0
    ),
    "physicians.institutions.actions:suspend": _forgotten,
    "physicians.institutions.rules:refuse_unlike_kind": _nothing,
    "physicians.lists.pages:published_institutions": _empty_page,
    "physicians.lists.pages:published_physicians": _empty_page,
    "physicians.responsible.actions:nominate": _forgotten,
    "physicians.responsible.actions:publish": lambda real, **kwargs: [],
    "physicians.responsible.actions:record": _as_it_was("physician"),
    "physicians.responsible.actions:review": _as_it_was("physician"),
    "physicians.responsible.queries:published_on": lambda real, day: ResponsiblePhysician.objects.none(),
    "province.areas.policy:OwnRows.contradictions": lambda real, rows, policy: iter(()),
    "province.areas.policy:OwnRows.refuse": _nothing,
    "province.calendar.rules.workdays:WorkCalendar.deadline": _a_day_later,
    "settlement.core_system.actions.outbox:deliver": lambda real, **kwargs: {"sent": 0, "failed": 0},
    "settlement.counter.actions.settling:settle": _forgotten,
    "settlement.core_system.rules:outgoing": _nothing_paid,
    "settlement.counter.rules.payers:medical_assistance": _a_fen_less,
    "settlement.counter.rules.payers:patient": _a_fen_less,
    "settlement.counter.rules.payers:pooled_fund": _a_fen_less,
    "settlement.counter.rules.payers:serious_illness": _a_fen_more,
    "settlement.counter.rules.prices:fund_share": _separate_rate,
    "settlement.counter.rules.prices:lowest": _highest,
    "settlement.counter.rules.settling:settled_of": _otherwise_flagged,
    "settlement.counter.rules.terms:insurance_paid": _nothing_counts,
    "settlement.counter.rules.terms:terms_of": _less_in_a_pharmacy,
    "supervision.alerts.actions:raise_missing_figure": _nothing,
    "supervision.alerts.actions:raise_policy_ending": _none_of_them,
    "supervision.alerts.rules:running_out": _nobody_warned,
}
