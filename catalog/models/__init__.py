"""Nouns of the catalogue."""

from catalog.models.drugs import (
    AFTER_REVIEW,
    DelistingCause,
    Drug,
    Listing,
    NationalAgreement,
    NationalSection,
    Origin,
    TherapeuticField,
)
from catalog.models.products import Admission, ListedPrice, Manufacturer, PaymentStandard, Price, Product

__all__ = [
    "AFTER_REVIEW",
    "Admission",
    "DelistingCause",
    "Drug",
    "ListedPrice",
    "Listing",
    "Manufacturer",
    "NationalAgreement",
    "NationalSection",
    "Origin",
    "PaymentStandard",
    "Price",
    "Product",
    "TherapeuticField",
]
