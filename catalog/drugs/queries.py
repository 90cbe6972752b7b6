"""Drugs: the catalogue as of a day, and finding one by its name or its sound."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.drugs.words import NationalSection
from catalog.listings.models import Listing
from province.staff.models import Account


def visible_to(user: Account) -> QuerySet[Drug]:
    """The catalogue is one for the whole province and open to every member of staff. Source: HN-6.1."""
    return Drug.objects.select_related("field") if user.is_active else Drug.objects.none()


def as_of(day: date, drugs: QuerySet[Drug] | None = None) -> QuerySet[Drug]:
    """Drugs with what the catalogue says of each on the day: `listing_first`, `listing_last`, `listing_origin`
    of the latest listing that had begun, and why it was `delisted_for`; empty where there was none."""
    begun = Listing.objects.filter(drug=OuterRef("pk"), first_day__lte=day).order_by("-first_day")
    return (Drug.objects.all() if drugs is None else drugs).annotate(
        listing_first=Subquery(begun.values("first_day")[:1]),
        listing_last=Subquery(begun.values("last_day")[:1]),
        listing_origin=Subquery(begun.values("origin")[:1]),
        delisted_for=Subquery(begun.values("delisted_for")[:1]),
    )


def named_like(words: str) -> Q:
    """Drugs whose name holds the words, or whose pinyin or first letters begin a word with them."""
    sound = words.strip().lower()
    return (
        Q(generic_name__icontains=sound)
        | Q(pinyin__startswith=sound)
        | Q(pinyin__contains=f" {sound}")
        | Q(products__trade_name__icontains=sound)
    )


def found(user: Account, words: str) -> QuerySet[Drug]:
    """Drugs by name, trade name or pinyin, each once."""
    return visible_to(user).filter(pk__in=Drug.objects.filter(named_like(words)).values("pk"))


@carries("dual_channel_drugs")
def dual_channel() -> QuerySet[Drug]:
    """Drugs that are dual-channel by the national list itself; no list of them is kept. Source: HN-3.2."""
    return Drug.objects.filter(section=NationalSection.NEGOTIATED, sold_in_pharmacies=True)


def by_key(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Drug]:
    """Drugs by generic name and dosage form, of those that are registered."""
    wanted = set(keys)
    drugs = Drug.objects.filter(generic_name__in={name for name, _ in wanted})
    return {(d.generic_name, d.dosage_form): d for d in drugs if (d.generic_name, d.dosage_form) in wanted}
