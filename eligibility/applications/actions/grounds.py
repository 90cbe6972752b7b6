"""What an application asks of the entitlements."""

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationKind
from eligibility.entitlements.actions.granting import Ground


def ground_of(application: TreatmentApplication) -> Ground:
    """The ground on which an entitlement is granted, with what the application renews or replaces."""
    return Ground(
        application_id=application.pk,
        application_date=application.application_date,
        requested_until=application.requested_until,
        person=application.person,
        insured_area=application.insured_area,
        drug=application.chosen_drug,
        manufacturer=application.chosen_product.manufacturer,
        diagnosis_code=application.diagnosis_code,
        physician=application.physician,
        hospital=application.hospital,
        pharmacy=application.pharmacy,
        renews=application.replaces if application.kind is ApplicationKind.RENEWAL else None,
        replaces=application.replaces if application.kind is ApplicationKind.CHANGE else None,
    )
