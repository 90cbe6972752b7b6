"""What the first page tells of entitlements: which end soon, which ended, and whom the end of a listing or of an
agreement touches."""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from catalog.listings import queries as listings
from catalog.listings.rules.lapse import waited_until
from catalog.listings.words import ListingState
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.queries.lapses import count_patients
from eligibility.entitlements.words import EntitlementState
from kit.clock import today
from kit.pages.parts import Tone
from physicians.agreements import queries as agreements
from province.frame.briefing import CLOSE, FAR, MOST_LINES, NEAR, Line, ending, horizon, yesterday
from province.law.queries.policy import current_policy
from province.staff.models import Account

TERMS = {CLOSE: Tone.OVER, NEAR: Tone.SOON, FAR: Tone.PLAIN}
LIST = "eligibility:entitlements"


def _list(**filters: str) -> str:
    return f"{reverse(LIST)}?{urlencode(filters)}"


def entitlements_ending(account: Account) -> Iterator[Line]:
    """How many entitlements end within each term, each term with those of the shorter ones."""
    counts = entitlements.ending_within(entitlements.visible_to(account), today(), TERMS)
    shorter = 0
    for term, count in counts.items():
        if count > shorter:
            yield Line(f"{count} 份待遇", _list(ends=str(term)), "", f"{term} 天内期满", TERMS[term])
        shorter = count


def entitlements_ended(account: Account) -> Iterator[Line]:
    """How many entitlements ended with the day before yesterday or yesterday."""
    day = today()
    rows = entitlements.visible_to(account).filter(last_day__gte=yesterday(yesterday(day)), last_day__lt=day)
    if count := rows.count():
        yield Line(f"{count} 份待遇已终止", _list(state=EntitlementState.ENDED.value, sort="-last_day"))


def listings_ending(_: Account) -> Iterator[Line]:
    """Drugs whose listing ends without another one behind it, day by day, with the patients that lose their benefit."""
    day = today()
    address = f"{reverse('catalog:drugs')}?{urlencode({'state': 'listed', 'sort': 'listing_last'})}"
    by_day = groupby(listings.ending_without_successor(day, horizon(day)), attrgetter("last_day"))
    for last, group in islice(by_day, MOST_LINES):
        drugs = [listing.drug_id for listing in group]
        patients = entitlements.valid_on(last).filter(drug__in=drugs).values("person").distinct().count()
        yield ending(f"{len(drugs)} 种药品的目录有效期止于 {last}", address, last, day, f"涉及 {patients} 名患者")


def agreements_ending(account: Account) -> Iterator[Line]:
    """Institutions whose agreement ends without another one behind it, with the patients that chose them."""
    day = today()
    rows = list(agreements.ending_without_successor(account, day, horizon(day))[:MOST_LINES])
    patients = entitlements.patients_at(day, [agreement.institution_id for agreement in rows])
    for agreement in rows:
        url = reverse("physicians:institution", args=[agreement.institution_id])
        words = f"协议止于 {agreement.last_day}，{patients[agreement.institution_id]} 名患者选定"
        yield ending(agreement.institution.name, url, agreement.last_day, day, words)


def listings_waiting(_: Account) -> Iterator[Line]:
    """Drugs whose listing ran out and waits for the decision, day by day, with the patients that wait with it."""
    address = f"{reverse('catalog:drugs')}?{urlencode({'state': ListingState.LAPSED.value})}"
    rows = listings.undecided_on(today()).order_by("last_day", "pk")
    for last, group in islice(groupby(rows, attrgetter("last_day")), MOST_LINES):
        drugs = [listing.drug_id for listing in group]
        count = sum(count_patients(drug, last, last)[1] for drug in drugs)
        detail = f"{count} 份待遇暂停，{waited_until(last, current_policy())}（含）之前未续约的到届满之日为止"
        yield Line(f"{len(drugs)} 种药品的目录有效期已于 {last} 届满", address, detail, "待决定", Tone.OVER)


def entitlements_waiting(account: Account) -> Iterator[Line]:
    """The account's entitlements that wait with their drug, drug by drug."""
    drugs = listings.undecided_on(today()).values("drug")
    rows = entitlements.visible_to(account).filter(entitlements.HELD_FOR_DRUG, drug__in=drugs)
    for name, count in rows.order_by("generic_name").values_list("generic_name").annotate(Count("pk"))[:MOST_LINES]:
        yield Line(
            f"{name}：{count} 份待遇暂停", _list(drug=name), "目录有效期届满，续约待省级决定", "待决定", Tone.SOON
        )
