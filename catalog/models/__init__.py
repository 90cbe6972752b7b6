"""Nouns of the catalogue."""

from catalog.models.drugs import DelistingCause, Drug, Listing, NationalSection, Origin, TherapeuticField
from catalog.models.products import Admission, ListedPrice, Manufacturer, PaymentStandard, Price, Product

__all__ = [
    "Admission",
    "DelistingCause",
    "Drug",
    "ListedPrice",
    "Listing",
    "Manufacturer",
    "NationalSection",
    "Origin",
    "PaymentStandard",
    "Price",
    "Product",
    "TherapeuticField",
]
