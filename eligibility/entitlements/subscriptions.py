"""What eligibility does when a lower floor announces something, in the same transaction."""

from catalog.listings.announcements import DrugLeft
from eligibility.entitlements import actions as entitlements


def drug_left(left: DrugLeft) -> None:
    """Entitlements end with their drug's last valid day. Source: HN-23.9."""
    entitlements.end_for_drug(left)
