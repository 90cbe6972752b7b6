"""Products: whose they are to see, which are of a drug, and what is true of one on a day."""

from datetime import date

from django.db.models import QuerySet

from catalog.drugs.models import Drug
from catalog.products.models import Product, ProductTerms
from kit.succession import with_terms
from province.staff.models import Account


def visible_to(user: Account) -> QuerySet[Product]:
    """Products are open to every member of staff; their confidential prices are not (see `prices`)."""
    rows = Product.objects.select_related("drug", "manufacturer")
    return rows if user.is_active else rows.none()


def of_drug(drug: Drug) -> QuerySet[Product]:
    """The products of exactly this generic name and dosage form."""
    return Product.objects.filter(drug=drug).select_related("drug", "manufacturer").order_by("code")


def terms_on(product: Product, day: date) -> ProductTerms | None:
    """Return what label and maker say of the product on the day; None where nothing is known of it."""
    return product.terms.filter(period__contains=day).first()


def described_on(day: date, products: QuerySet[Product]) -> QuerySet[Product]:
    """Products with the terms of the day as `terms_of_day`, which filters may name as well; in the same query."""
    return with_terms(products, day)
