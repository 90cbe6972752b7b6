"""How the catalogue is written for people."""

from datetime import date
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from acts.demands import ask
from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.rules.classes import benefit_class
from catalog.drugs.words import BenefitClass
from catalog.listings.words import ListingState
from catalog.prices.queries import Prices
from kit.money import unit_price
from kit.pages.parts import Tone
from kit.words import say
from province.templatetags.components import status

ask("restricted_scope", "label_indication")

WITHHELD = "保密"
TONES = {
    ListingState.UNLISTED: Tone.PLAIN,
    ListingState.LISTED: Tone.FINE,
    ListingState.LAPSED: Tone.SOON,
    ListingState.EXPIRED: Tone.PLAIN,
    ListingState.DELISTED: Tone.OVER,
    ListingState.DELISTED_AFTER_REVIEW: Tone.OVER,
}


def state_shown(state: ListingState, detail: str = "") -> SafeString:
    """Return the state as a coloured mark."""
    return status(state.label, TONES[state], detail)


def class_shown(terms: DrugTerms | None, state: ListingState) -> str:
    """In which class the drug is managed on the day, by its state and the terms of that day."""
    listed, dual_channel = state == ListingState.LISTED, terms is not None and terms.dual_channel
    drug_class = benefit_class(listed=listed, dual_channel=dual_channel)
    if drug_class is BenefitClass.SEPARATE_PAYMENT:
        return say("{separate_payment}")
    return "双通道（按普通待遇）" if drug_class else "国家目录（不属双通道）"


def price_shown(amount: Decimal | None, secret: bool = False) -> str:
    """Return a price per pack; a dash for none, or the word for a confidential one."""
    if amount is None:
        return WITHHELD if secret else "—"
    return unit_price(amount)


def standard_shown(prices: Prices) -> str:
    """Return the payment standard as its reader may see it."""
    return price_shown(prices.standard, prices.secret)


def listed_price_shown(prices: Prices) -> str:
    """Return the platform's price as its reader may see it."""
    return price_shown(prices.listed_price, prices.secret)


def name_shown(drug: Drug) -> SafeString:
    """The name, and whether the row is for demonstration only."""
    mark = format_html(' <span class="quiet">{}</span>', "演示（待核实）") if drug.demonstration else ""
    return format_html("{}{}", drug.generic_name, mark)


def span_words(first: date | None, last: date | None) -> str:
    """Return two days as a span; a dash where it has no beginning."""
    return f"{first} 至 {last}" if first else "—"
