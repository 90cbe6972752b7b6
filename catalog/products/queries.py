"""Products, what they are worth on a day, and which are paid separately."""

from django.db.models import QuerySet

from catalog.drugs.models import Drug
from catalog.products.models import Product
from province.staff.models import Account


def visible_to(user: Account) -> QuerySet[Product]:
    """Products are open to every member of staff; their confidential prices are not (see `prices`)."""
    rows = Product.objects.select_related("drug", "manufacturer")
    return rows if user.is_active else rows.none()


def of_drug(drug: Drug) -> QuerySet[Product]:
    """The products of exactly this generic name and dosage form."""
    return Product.objects.filter(drug=drug).select_related("drug", "manufacturer").order_by("code")
