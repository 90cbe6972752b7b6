"""Who does what in the registry."""

from province.staff.words import Role

OFFICIALS = frozenset(
    {
        Role.PROVINCIAL_AGENCY,
        Role.CLERK,
        Role.REVIEWER,
        Role.SUPERVISOR,
        Role.LOCAL_DEPARTMENT,
        Role.HEALTH_DEPARTMENT,
        Role.AUDITOR,
    }
)
READERS = OFFICIALS | {Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.PHARMACIST}
PHYSICIAN_READERS = READERS - {Role.PHARMACIST}
REGISTRARS = frozenset({Role.PROVINCIAL_AGENCY})
SIGNERS = frozenset({Role.PROVINCIAL_AGENCY, Role.REVIEWER})
STOPPERS = frozenset({Role.PROVINCIAL_AGENCY, Role.SUPERVISOR, Role.LOCAL_DEPARTMENT})
