"""Which drugs are in the separate-payment list on a day, and in what state a drug's listing is."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from catalog.drugs.models import Drug
from catalog.drugs.queries import described_on, terms_on
from catalog.drugs.rules.classes import benefit_class
from catalog.drugs.words import BenefitClass
from catalog.listings.models import Listing
from catalog.listings.rules.lapse import waits_since
from catalog.listings.words import ListingState
from province.law.queries.policy import current_policy


def holding_on(day: date) -> QuerySet[Listing]:
    """Listings in force on the day."""
    return Listing.objects.filter(period__contains=day)


def listed_on(day: date) -> QuerySet[Drug]:
    """Drugs in the list on the day, by name."""
    return Drug.objects.filter(Exists(holding_on(day).filter(drug=OuterRef("pk")))).select_related("field")


def as_of(day: date, drugs: QuerySet[Drug] | None = None) -> QuerySet[Drug]:
    """Drugs with what is said of each on the day: `terms_of_day`, and of the latest listing that had begun
    `listing_first`, `listing_last`, `listing_origin`, and why it was `delisted_for`; empty where there was none."""
    latest = Listing.objects.filter(drug=OuterRef("pk"), first_day__lte=day).order_by("-first_day")
    return described_on(day, Drug.objects.all() if drugs is None else drugs).annotate(
        listing_first=Subquery(latest.values("first_day")[:1]),
        listing_last=Subquery(latest.values("last_day")[:1]),
        listing_origin=Subquery(latest.values("origin")[:1]),
        delisted_for=Subquery(latest.values("delisted_for")[:1]),
    )


def listing_on(drug: Drug, day: date) -> Listing | None:
    """The drug's listing in force on the day."""
    return holding_on(day).filter(drug=drug).first()


def is_listed(drug: Drug, day: date) -> bool:
    """Tell whether the drug is on the list on the day."""
    return holding_on(day).filter(drug=drug).exists()


def class_on(drug: Drug, day: date) -> BenefitClass | None:
    """The one class in which a dual-channel drug is managed on the day; None for other drugs."""
    terms = terms_on(drug, day)
    return benefit_class(listed=is_listed(drug, day), dual_channel=terms is not None and terms.dual_channel)


def last_listed_day(drug: Drug, day: date) -> date | None:
    """The last day on which the drug is listed without a gap from `day` on; None when it is not listed then."""
    last: date | None = None
    for listing in drug.listings.filter(last_day__gte=day).order_by("first_day", "id"):
        begins = listing.period.contains(day) if last is None else (listing.first_day - last).days == 1
        if not begins:
            break
        last = listing.last_day
    return last


def state_of(drug: Drug, day: date) -> ListingState:
    """Where the drug stands on the day."""
    latest = drug.listings.filter(first_day__lte=day).order_by("-first_day").first()
    return state_of_listing(latest, day)


def state_of_listing(listing: Listing | None, day: date) -> ListingState:
    """The state that a drug's latest begun listing puts it in."""
    if listing is None:
        return ListingState.UNLISTED
    if listing.holds_on(day):
        return ListingState.LISTED
    if listing.delisted_for:
        return listing.delisted_for.state
    waits = listing.last_day is not None and listing.last_day >= waits_since(day, current_policy())
    return ListingState.LAPSED if waits else ListingState.EXPIRED


def count_ending(terms: Iterable[int], day: date) -> dict[int, int]:
    """How many listings end within each number of days, in one query."""
    terms = tuple(terms)
    counts = {str(days): Count("pk", filter=Q(last_day__lte=day + timedelta(days=days))) for days in terms}
    result = ending_without_successor(day, day + timedelta(days=max(terms))).order_by().aggregate(**counts)
    return {days: result[str(days)] for days in terms}


def undecided_on(day: date) -> QuerySet[Listing]:
    """Listings that ran out before the day while nobody has decided yet whether they go on."""
    return Listing.objects.filter(_run_out(day), _awaits_decision(day))


def lapsed_listing(drug: Drug, day: date) -> Listing | None:
    """The listing of a drug that has run out and waits for the decision on the day."""
    return undecided_on(day).filter(drug=drug).first()


def run_out_by(day: date) -> QuerySet[Listing]:
    """Listings that ended before the day, on which nobody waits for a decision, and were not handled yet."""
    return Listing.objects.filter(_run_out(day), ~_awaits_decision(day), expiry_handled=False)


def gone_by(day: date) -> QuerySet[Listing]:
    """Listings that ended before the day without another one that takes over or a decision that is waited for, or
    were cut short by a delisting."""
    return Listing.objects.filter((_run_out(day) & ~_awaits_decision(day)) | ~Q(delisted_for=""))


def _run_out(day: date) -> Q:
    following = Listing.objects.filter(drug=OuterRef("drug"), first_day=OuterRef("last_day") + 1)
    return Q(last_day__lt=day) & ~Q(Exists(following))


def _awaits_decision(day: date) -> Q:
    """Nobody has taken the drug off the list, or listed it anew after a gap, and the days to decide are not over."""
    later = Listing.objects.filter(drug=OuterRef("drug"), first_day__gt=OuterRef("last_day"))
    return Q(~Exists(later), delisted_for="", last_day__gte=waits_since(day, current_policy()))


def ending_without_successor(day: date, until: date) -> QuerySet[Listing]:
    """Listings in force that end by `until` without another one that takes over, in the order of their ends."""
    following = Listing.objects.filter(drug=OuterRef("drug"), first_day__gt=OuterRef("last_day"))
    rows = Listing.objects.filter(~Exists(following), last_day__gte=day, last_day__lte=until)
    return rows.order_by("last_day", "pk")
