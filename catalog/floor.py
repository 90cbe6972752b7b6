"""Where the catalogue stands in the left column, and how the search finds a drug."""

from collections.abc import Iterator

from django.urls import reverse

from acts import policy
from catalog.admissions.policy import Admitting
from catalog.drugs.queries import described_on, search_drugs
from catalog.fields.pages import KEEPERS
from catalog.listings.policy import ListingTerms
from catalog.prices import actions as prices
from catalog.prices.policy import Pricing
from kit.clock import today
from province.frame import nav, search
from province.frame.access import ANYONE
from province.frame.words import MenuGroup
from province.proposals import actions as proposals
from province.staff.models import Account
from province.staff.words import Role

policy.register(ListingTerms, Pricing, Admitting)
proposals.register(prices.NationalStandard, prices.ProvincialStandard)

nav.register(MenuGroup.LISTS, ANYONE, "药品目录", "catalog:drugs")
nav.register(MenuGroup.LISTS, [Role.CATALOG_ADMIN], "目录导入", "catalog:import")
nav.register(MenuGroup.LISTS, KEEPERS, "评审专家", "catalog:experts", steps=["application.give_opinion"])
nav.register(MenuGroup.LISTS, ANYONE, "公布的目录", "catalog:published")


def find_drugs(user: Account, words: str) -> Iterator[search.Hit]:
    """Find the first drugs that the words fit, for the search over everything."""
    for drug in described_on(today(), search_drugs(user, words))[: search.MOST_HITS]:
        url = reverse("catalog:drug", args=[drug.pk])
        yield search.Hit("药品", str(drug), drug.terms_of_day.restricted_scope[:60] if drug.terms_of_day else "", url)


search.register(ANYONE, find_drugs, "药品")
