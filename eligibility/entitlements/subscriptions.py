"""What entitlements do when a story below announces something, in the same transaction."""

from catalog.listings.announcements import DrugLeft
from eligibility.entitlements import actions as entitlements
from eligibility.people.announcements import PersonDied, PersonLocked, PersonMoved


def drug_left(left: DrugLeft) -> None:
    """Entitlements end with their drug's last valid day."""
    entitlements.end_for_drug(left)


def person_locked(person: PersonLocked) -> None:
    """Her entitlements are locked with her, or a sale would read the one before and the other after a change."""
    entitlements.lock_of(person.person_id)


def person_moved(moved: PersonMoved) -> None:
    """Entitlements come along to the new area."""
    entitlements.follow_move(person=moved.person_id, area=moved.area, by=moved.by, on=moved.on)


def person_died(died: PersonDied) -> None:
    """Entitlements end with the day of death."""
    entitlements.end_with_death(person=died.person_id, died_on=died.died_on, by=died.by, on=died.on)
