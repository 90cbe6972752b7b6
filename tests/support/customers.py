"""Patients with an open prescription at one pharmacy, and another that nobody chose, for a server of its own.

`python -m tests.support.customers 2 PASSWORD` prints, as JSON, who signs in and what each patient hands over.
"""

import json
import os
import sys
from datetime import date, timedelta

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from kit.clock import today
from kit.period import Period
from physicians.institutions.models import Institution
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.words import LimitKind
from tests.factories.eligibility import EntitlementFactory
from tests.factories.physicians import PharmacyFactory, StaffFactory
from tests.factories.settlement import LimitFactory, SignedPrescriptionFactory


def customers(number: int, password: str, on: date) -> dict[str, object]:
    pharmacy = PharmacyFactory(name="五一路药店")
    pharmacist = at_counter(pharmacy, "pharmacist", password)
    stranger = at_counter(PharmacyFactory(name="八一路药店"), "stranger", password)
    for kind in LimitKind.values:
        LimitFactory(kind=kind)
    period = Period(on, on + timedelta(30))
    held = [EntitlementFactory(application__pharmacy=pharmacy, period=period) for _ in range(number)]
    written = [SignedPrescriptionFactory(entitlement=each, issued_on=on) for each in held]
    slips = [{"rxno": each.rxno, "certno": each.person.identity.reveal()} for each in written]
    return {"username": pharmacist.username, "stranger": stranger.username, "slips": slips}


def at_counter(pharmacy: Institution, username: str, password: str) -> Account:
    """Who sells there."""
    account = StaffFactory(institution=pharmacy, account__role=Role.PHARMACIST, account__username=username).account
    account.set_password(password)
    account.save()
    return account


if __name__ == "__main__":
    sys.stdout.write(json.dumps(customers(int(sys.argv[1]), sys.argv[2], today())))
