"""Every model of the floor, for Django to find. Nobody else imports from here."""

from catalog.admissions.models import Admission
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.fields.models import ExpertField, TherapeuticField
from catalog.listings.models import Listing
from catalog.national_list.models import CatalogueImport, ImportLine
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Manufacturer, Product, ProductTerms

__all__ = [
    "Admission",
    "CatalogueImport",
    "Drug",
    "DrugTerms",
    "ExpertField",
    "ImportLine",
    "ListedPrice",
    "Listing",
    "Manufacturer",
    "NationalAgreement",
    "PaymentStandard",
    "Product",
    "ProductTerms",
    "TherapeuticField",
]
