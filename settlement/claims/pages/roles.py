"""Who opens the settlement pages."""

from province.staff.words import Role

# At the counter: a pharmacy, and a hospital's insurance office.
COUNTER = frozenset({Role.PHARMACIST, Role.INSURANCE_OFFICE})
# At the agency, for the insured of its area.
AGENCY = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR, Role.PROVINCIAL_AGENCY})
READERS = COUNTER | AGENCY
