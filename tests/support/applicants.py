"""The cast of the eligibility tests and one patient, for a server of its own.

Run as python -m tests.support.applicants NUMBER PASSWORD on the database that the environment names.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from kit.clock import today  # noqa: E402
from province.calendar.actions import load_published_year  # noqa: E402
from tests.eligibility.conftest import cast_list  # noqa: E402
from tests.factories.catalog import PayableProductFactory  # noqa: E402
from tests.factories.eligibility import PersonFactory  # noqa: E402


def main(number: str, password: str) -> None:
    """Everybody is called after his part and has the same password."""
    load_published_year(year=2026, by=None, on=today())
    for name, account in vars(cast_list()).items():
        account.username = name
        account.set_password(password)
        account.save()
    PersonFactory(psn_no=number)
    PayableProductFactory()


if __name__ == "__main__":
    main(*sys.argv[1:])
