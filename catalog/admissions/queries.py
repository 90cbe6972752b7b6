"""Which products are admitted, and which are paid separately, on a day."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from acts.citations import is_absent
from catalog.admissions.models import Admission
from catalog.drugs.models import Drug
from catalog.listings.queries import holding_on, is_listed
from catalog.prices.models import PaymentStandard
from catalog.products.models import Product
from province.law.queries.policy import current_policy


def with_admission_on(day: date, products: QuerySet[Product]) -> QuerySet[Product]:
    """The products with `admitted` on the day and `admitted_until`, None where it has no end."""
    admissions = Admission.objects.filter(product=OuterRef("pk"), period__contains=day)
    return products.annotate(admitted=Exists(admissions), admitted_until=Subquery(admissions.values("last_day")[:1]))


def payable_on(day: date) -> QuerySet[Product]:
    """Products that separate payment pays on the day: of a listed drug, with a standard, and admitted where the act
    admits products one by one."""
    payable = Product.objects.filter(
        Exists(PaymentStandard.objects.filter(product=OuterRef("pk"), period__contains=day)),
        Exists(holding_on(day).filter(drug=OuterRef("drug"))),
    ).select_related("drug", "manufacturer")
    if is_absent(current_policy(), "PRODUCT_NOT_ADMITTED"):
        return payable
    return payable.filter(Exists(Admission.objects.filter(product=OuterRef("pk"), period__contains=day)))


def last_fault(drug: Drug, day: date) -> Admission | None:
    """What the last product of a listed drug left for, where no product is admitted any more after the day."""
    admissions = Admission.objects.filter(product__drug=drug)
    if not is_listed(drug, day) or admissions.filter(last_day__gt=day).exists():
        return None
    latest = admissions.order_by("-last_day", "-pk").select_related("product__manufacturer").first()
    return latest if latest and latest.cause else None


def is_payable(product: Product, day: date) -> bool:
    """Tell whether the funds pay for the product on the day."""
    return payable_on(day).filter(pk=product.pk).exists()
