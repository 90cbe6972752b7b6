"""The whole demonstration province, from an empty database."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from eligibility.applications import actions as applications
from province.calendar.queries import fresh_calendar
from province.exports import actions as exports
from province.law.queries.policy import current_policy
from province.staff.models import Account
from tools.demo import cases, catalogue, ground, insured, registry, sales, secrets, testers
from tools.demo.ground import account
from tools.demo.tables import Days, own

# The first working day of 2026: everything that was there before today began then.
FOUNDED = date(2026, 1, 5)
LONGEST_STORY = 60  # working days that the oldest case of the table goes back


class TooEarly(Exception):
    """The stories of the demonstration do not fit between the beginning and today."""


def is_built() -> bool:
    """Say whether there are accounts."""
    return Account.objects.exists()


@transaction.atomic
def build(today: date) -> None:
    """Build the province of settings.PROVINCE as of today, or nothing. Raises TooEarly."""
    ground.build(settings.PROVINCE, FOUNDED)
    if has_stories():
        _chain(today)


def has_stories() -> bool:
    """Whether the province in use has tables of applications, so that there is more than the ground."""
    return own("cases.csv").is_file()


def _chain(today: date) -> None:
    """Catalogue, registry, persons, applications, sales."""
    days = Days(today, fresh_calendar())
    if days.ago(LONGEST_STORY) <= FOUNDED:
        raise TooEarly(f"The demonstration needs a day at least {LONGEST_STORY} working days after {FOUNDED}.")
    catalogue.build(FOUNDED)
    registry.build(FOUNDED, days)
    insured.build(current_policy().act.first, FOUNDED)
    clients = registry.connect(FOUNDED)
    cases.build(days)
    sales.build(days)
    testers.build(days)
    applications.mark_overdue(on=today)
    insured.propose_next_year(today)
    # A worker writes it as soon as there is one.
    exports.ask(address=f"{reverse('supervision:events')}?export=csv", by=account("auditor"), on=today)
    transaction.on_commit(lambda: secrets.keep(clients))
