"""Two administrators at once: real threads, committed, on a database of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connection

from catalog.drugs.words import DrugOrigin
from catalog.listings import actions as listings
from catalog.listings.models import Listing
from kit.errors import DomainError
from province.events.models import Event
from province.staff.words import Role
from tests.factories.catalog import ListingFactory, NationalAgreementFactory
from tests.factories.province import AccountFactory

TODAY = date(2026, 11, 23)
AT_ONCE = 6


def at_once(act: Callable[[], object]) -> list[str]:
    """The codes of what was refused when so many threads did the same together."""
    barrier = Barrier(AT_ONCE)

    def run(_: int) -> str:
        barrier.wait()
        try:
            act()
        except DomainError as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(run, range(AT_ONCE)))


def test_a_drug_is_listed_once_however_many_list_it(own_database: str) -> None:
    curator, drug = AccountFactory(role=Role.CATALOG_ADMIN), NationalAgreementFactory().drug
    told = {"drug": drug, "origin": DrugOrigin.NEGOTIATED, "first": date(2026, 1, 1), "document": "1号", "by": curator}
    codes = at_once(lambda: listings.open(**told, on=TODAY))  # type: ignore[arg-type]
    assert codes == ["", *["DRUG_ALREADY_LISTED"] * (AT_ONCE - 1)]
    assert Listing.objects.count() == Event.objects.filter(verb="open").count() == 1


def test_a_listing_runs_out_once_with_two_schedulers(own_database: str) -> None:
    ListingFactory()
    at_once(lambda: listings.lapse_listings(on=date(2028, 1, 1)))
    at_once(lambda: listings.expire_listings(on=date(2028, 4, 1)))
    assert [Event.objects.filter(verb=verb).count() for verb in ("lapse", "expire")] == [1, 1]
