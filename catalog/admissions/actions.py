"""Products admitted to separate payment."""

from datetime import date
from typing import Literal, cast

from acts.demands import carries
from catalog.admissions.deeds import ADMIT, END
from catalog.admissions.errors import AdmissionBeyondListing, EndWithoutGround, NoFaultOfTheProduct, NotAdmitted
from catalog.admissions.models import Admission
from catalog.admissions.rules import ProductFacts, refuse_unfit
from catalog.listings.queries import last_listed_day
from catalog.listings.words import DelistingCause
from catalog.prices.queries import listed_price_on, standard_on
from catalog.products.models import Product
from kit.action import action
from kit.locks import lock_rows
from kit.period import Period
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.staff.models import Account


@action
@carries("product.admit")
def admit(
    *,
    product: Product,
    first: date,
    commitment_signed_on: date | None,
    by: Account | None,
    on: date,
    last: date | None = None,
) -> Admission:
    """Admit a product from `first` until `last`, or until its drug's last listed day.

    Raises ProductUnfit (its fields name every condition not met), AdmissionBeyondListing, ConstraintBroken.
    """
    # Prices are set under the same lock: what the product is judged by stands until it is admitted.
    product = lock_rows(Product.objects.filter(pk=product.pk)).get()
    refuse_unfit(facts(product, first, commitment_signed_on), current_policy())
    until = last_listed_day(product.drug, first)
    if last and until and last > until:
        raise AdmissionBeyondListing(last=until)
    # Without a signed commitment the product was unfit.
    admission = Admission.objects.create(
        product=product, period=Period(first, last or until), commitment_signed_on=cast(date, commitment_signed_on)
    )
    record(ADMIT, product, by=by, on=on, after=str(admission.period))
    return admission


@action
@carries("product.end_admission")
def end(
    *,
    product: Product,
    last_day: date,
    by: Account | None,
    on: date,
    cause: DelistingCause | Literal[""] = "",
    document: str = "",
    reason: str = "",
) -> Admission:
    """End a product's admission after `last_day`: for a fault of its company's, which a document has established, or
    for another reason. Its drug stays, whoever else makes it; an admission not yet begun is dropped with a fault.

    Raises NotAdmitted, NoFaultOfTheProduct, EndWithoutGround.
    """
    # Two ends of one admission: the second finds what the first left of it.
    admission = lock_rows(Admission.objects.filter(product=product, period__contains=last_day)).first()
    if admission is None or last_day < on:
        raise NotAdmitted(day=last_day)
    if cause and not cause.direct:
        raise NoFaultOfTheProduct(cause=cause.label)
    if not (document if cause else reason):
        raise EndWithoutGround
    if cause:
        product.admissions.filter(first_day__gt=last_day).delete()
    before, admission.period = admission.period, admission.period.until(last_day)
    admission.cause, admission.ended_for, admission.end_document = cause, reason, document
    admission.save()
    why, demand = (cause.label, f"removal_for.{cause}") if cause else (reason, "")
    papers = {"document": document, "reason": reason}
    record(
        END, product, by=by, on=on, before=str(before), after=str(admission.period), why=why, demand=demand, data=papers
    )
    return admission


def facts(product: Product, day: date, commitment_signed_on: date | None) -> ProductFacts:
    """What the rules of admission ask about a product on a day."""
    listed_price, standard = listed_price_on(product, day), standard_on(product, day)
    return ProductFacts(
        day=day,
        drug_listed=last_listed_day(product.drug, day) is not None,
        listed_price=listed_price.amount if listed_price else None,
        standard=standard.amount if standard else None,
        commitment_signed_on=commitment_signed_on,
    )
