"""Drugs: whose they are to see, finding one by its name or its sound, and what the list says of it on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from acts.demands import carries
from catalog.drugs.models import Drug, DrugTerms
from kit.pinyin import as_typed
from kit.succession import with_terms
from province.areas.queries.scope import NOTHING
from province.staff.models import Account


def visible_to(user: Account) -> QuerySet[Drug]:
    """The catalogue is one for the whole province and open to every member of staff."""
    return Drug.objects.select_related("field") if user.is_active else Drug.objects.none()


def named_like(words: str) -> Q:
    """Drugs whose name, trade name, pinyin or first letters hold the words anywhere: people leave out 盐酸."""
    typed = as_typed(words)
    if not typed:
        return NOTHING
    return Q(generic_name__icontains=typed) | Q(pinyin__contains=typed) | Q(products__trade_name__icontains=typed)


def search_drugs(user: Account, words: str) -> QuerySet[Drug]:
    """Drugs by name, trade name or pinyin, each once."""
    return visible_to(user).filter(pk__in=Drug.objects.filter(named_like(words)).values("pk"))


@carries("dual_channel_drugs")
def dual_channel_on(day: date) -> QuerySet[Drug]:
    """Drugs that are dual-channel on the day by the national list itself; no list of them is kept."""
    return Drug.objects.filter(pk__in=DrugTerms.objects.filter(period__contains=day, dual_channel=True).values("drug"))


def terms_on(drug: Drug, day: date) -> DrugTerms | None:
    """Return what the national list says of the drug on the day; None where nothing is known of it."""
    return drug.terms.filter(period__contains=day).first()


def described_on(day: date, drugs: QuerySet[Drug]) -> QuerySet[Drug]:
    """Drugs with the terms of the day as `terms_of_day`, which filters may name as well; in the same query."""
    return with_terms(drugs, day)


def by_key(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Drug]:
    """Drugs by generic name and dosage form, of those that are registered."""
    distinct_keys = set(keys)
    drugs = Drug.objects.filter(generic_name__in={name for name, _ in distinct_keys})
    return {(d.generic_name, d.dosage_form): d for d in drugs if (d.generic_name, d.dosage_form) in distinct_keys}
