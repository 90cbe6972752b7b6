"""In which class a drug is managed."""

from acts.demands import carries
from catalog.drugs.words import BenefitClass


@carries("benefit_class")
def benefit_class(*, listed: bool, dual_channel: bool) -> BenefitClass | None:
    """Return the one class of a drug on a day: by the province's list of that day, else by the national list's.

    None where the programme does not know the drug on that day.
    """
    if listed:
        return BenefitClass.SEPARATE_PAYMENT
    return BenefitClass.DUAL_CHANNEL if dual_channel else None
