"""What entitlements do when a story below announces something, in the same transaction."""

from catalog.listings.announcements import DrugLapsed, DrugLeft, DrugRenewed
from eligibility.entitlements import actions as entitlements
from eligibility.people.announcements import PersonDied, PersonLocked, PersonMoved


def drug_lapsed(announcement: DrugLapsed) -> None:
    """Entitlements wait with their drug for the decision."""
    entitlements.suspend_for_drug(announcement)


def drug_renewed(announcement: DrugRenewed) -> None:
    """Entitlements go on with their drug, without a gap."""
    entitlements.resume_for_drug(announcement)
    entitlements.extend_with_drug(announcement)


def drug_left(announcement: DrugLeft) -> None:
    """Entitlements end with their drug's last valid day."""
    entitlements.end_for_drug(announcement)


def person_locked(person: PersonLocked) -> None:
    """Her entitlements are locked with her, or a sale would read the one before and the other after a change."""
    entitlements.lock_of(person.person_id)


def person_moved(announcement: PersonMoved) -> None:
    """Entitlements come along to the new area, if she is insured there by now."""
    entitlements.follow_move(person=announcement.person_id, by=announcement.by, on=announcement.on)


def person_died(announcement: PersonDied) -> None:
    """Entitlements end with the day of death."""
    entitlements.end_with_death(
        person=announcement.person_id, died_on=announcement.died_on, by=announcement.by, on=announcement.on
    )
