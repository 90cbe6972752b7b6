"""Products, what they are worth on a day, and which are paid separately."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from catalog.admissions.models import Admission
from catalog.listings.queries import holding_on
from catalog.prices.models import PaymentStandard
from catalog.products.models import Product


def payable_on(day: date) -> QuerySet[Product]:
    """Products that separate payment pays on the day: admitted, of a listed drug, with a standard (decision 10)."""
    return Product.objects.filter(
        Exists(Admission.objects.filter(product=OuterRef("pk"), period__contains=day)),
        Exists(PaymentStandard.objects.filter(product=OuterRef("pk"), period__contains=day)),
        Exists(holding_on(day).filter(drug=OuterRef("drug"))),
    ).select_related("drug", "manufacturer")


def is_payable(product: Product, day: date) -> bool:
    return payable_on(day).filter(pk=product.pk).exists()
