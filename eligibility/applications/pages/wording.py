"""What the two ticks are compared with: label, printed scope and the questions of its conditions, as of a day."""

from dataclasses import dataclass
from datetime import date

from catalog.drugs.queries import terms_on as drug_terms_on
from catalog.drugs.rules.conditions import Answer, Patient, answers_to, read_conditions
from catalog.products.models import Product
from catalog.products.queries import terms_on as product_terms_on
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.facts import patient_of

NOTHING = "申请时间没有登记"


@dataclass(frozen=True)
class Wording:
    """Label and scope as printed, the document of the scope, and what is known of each of its conditions."""

    label: str
    scope: str
    document: str
    answers: tuple[Answer, ...]


def wording_of(product: Product, day: date, patient: Patient | None) -> Wording:
    """Return label and scope as they stand on the application date."""
    label, terms = product_terms_on(product, day), drug_terms_on(product.drug, day)
    return Wording(
        label=label.label_indication if label else NOTHING,
        scope=terms.restricted_scope or "未限定" if terms else NOTHING,
        document=terms.document if terms else "",
        answers=answers_to(read_conditions(terms.conditions), patient) if terms else (),
    )


def wording_of_case(case: TreatmentApplication) -> Wording | None:
    """Return the same of a stored application: what it was signed and decided under; nothing before a choice."""
    return wording_of(case.product, case.application_date, patient_of(case)) if case.product else None
