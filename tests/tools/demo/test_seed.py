"""The demonstration province: there at once, the same however often it is asked for, with work for everybody."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from catalog.listings.queries import listed_on
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from eligibility.entitlements.models import Entitlement
from eligibility.prescriptions.models import Prescription
from kit.clock import today
from physicians.responsible import queries as physicians
from province.calendar.queries import working_days_left
from province.events.models import Event
from province.staff.models import Account
from settlement.claims.models import Claim
from supervision.alerts.models import Alert
from tests.provinces.chain import QINGYUAN
from tests.support.databases import Databases
from tools.demo import world

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]

HUNAN_STATES = set(ApplicationState) - {ApplicationState.FILED}


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_second_seed_changes_nothing_and_says_so(settings: Any) -> None:
    settings.DEMO = True
    before, said = rows(), StringIO()
    call_command("seed", stdout=said)
    assert rows() == before
    assert "nothing to do" in said.getvalue()


def test_without_the_demonstration_setting_nothing_is_seeded(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed")


def test_every_state_of_an_application_is_there() -> None:
    assert set(TreatmentApplication.objects.values_list("state", flat=True)) == HUNAN_STATES


Queue = Callable[[Account, date], QuerySet[Any]]
QUEUES: dict[str, tuple[str, Queue]] = {
    "drafts of a physician": ("chenmingyuan", lambda user, day: applications.visible_to(user).filter(state="draft")),
    "waiting for the insurance office": ("office-furong", lambda user, day: applications.to_endorse(user)),
    "waiting to be accepted": ("clerk", lambda user, day: applications.intake_queue(user)),
    "waiting for papers": ("clerk", lambda user, day: applications.returned(user)),
    "waiting to be accepted in Zhuzhou": ("clerk-zhuzhou", lambda user, day: applications.intake_queue(user)),
    "waiting for an expert": ("expert", lambda user, day: applications.waiting_for_opinion(user)),
    "waiting for a decision": ("reviewer", lambda user, day: applications.to_decide(user)),
    "waiting for a decision in Zhuzhou": ("reviewer-zhuzhou", lambda user, day: applications.to_decide(user)),
    "physicians to review": ("reviewer", lambda account, day: physicians.awaiting(account)),
    "physicians to publish": ("provincial", lambda account, day: physicians.awaiting(account)),
    "physicians returned to the hospital": ("office-furong", lambda account, day: physicians.awaiting(account)),
    "drugs of the catalogue": ("catalog", lambda user, day: listed_on(day)),
    "alerts": ("supervisor", lambda user, day: Alert.objects.filter(dismissed_on=None)),
}


@pytest.mark.parametrize("name", QUEUES)
def test_every_queue_has_something_real(name: str) -> None:
    username, queue = QUEUES[name]
    assert queue(Account.objects.get(username=username), today()).exists()


def test_the_reviewers_queue_has_comfortable_near_and_overdue_deadlines() -> None:
    queue = applications.review_queue(Account.objects.get(username="reviewer"))
    left = [working_days_left(today(), deadline) for deadline in queue.values_list("deadline", flat=True)]
    assert sum(days < 0 for days in left) >= 2
    assert sum(0 <= days <= 3 for days in left) >= 2
    assert sum(days > 3 for days in left) >= 4


def test_everything_that_happened_carries_its_own_day() -> None:
    decided = TreatmentApplication.objects.filter(state="approved").order_by("decided_on").first()
    told = Event.objects.get(noun="application", object_id=str(decided.pk), verb="approve")
    assert told.on == decided.decided_on < today()


def test_some_prescriptions_can_be_settled_today() -> None:
    open_today = Prescription.objects.filter(period__contains=today(), claims=None)
    assert open_today.count() >= 6
    assert all(each.entitlement.state_on(today()) == "active" for each in open_today)


def test_one_entitlement_is_under_inquiry() -> None:
    states = [held.state_on(today()) for held in Entitlement.objects.all()]
    assert states.count("suspended") == 1


def test_some_prescriptions_were_written_on_paper_before_the_decision() -> None:
    rows = Prescription.objects.filter(paper__isnull=False)
    for written in rows:
        assert written.entitlement.retroactive.first <= written.issued_on < written.entitlement.application.decided_on
        assert written.paper.recorded_on > written.entitlement.application.decided_on
    assert rows.count() == 2


def test_sales_are_settled_and_one_is_taken_back() -> None:
    assert Claim.objects.filter(reverses=None).count() >= 8
    assert Claim.objects.exclude(reverses=None).count() == 1


def test_the_stories_need_room_between_the_beginning_and_today() -> None:
    with pytest.raises(world.TooEarly):
        world._chain(date(2026, 2, 2))


COUNT = """
from province.areas.models import Area
from province.staff.models import Account
from eligibility.applications.models import TreatmentApplication
from settlement.claims.models import Claim
print(*(model.objects.count() for model in (Area, Account, TreatmentApplication, Claim)))
"""


def seeded_rows(databases: Databases, province: str) -> list[int]:
    """Seed a province into a database of its own, and count its areas, accounts, applications and claims."""
    name = f"demo_{os.getpid()}_other"
    databases.create(name)
    try:
        databases.manage(name, "seed", PROVINCE=province, DEMO="1")
        return list(map(int, databases.manage(name, "shell", "-v", "0", "-c", COUNT, PROVINCE=province).split()))
    finally:
        databases.drop(name)


def test_jiangsu_has_its_ground(databases: Databases) -> None:
    areas, accounts, *stories = seeded_rows(databases, "jiangsu")
    assert (areas > 100, accounts >= 10, stories) == (True, True, [0, 0])


def test_a_folder_of_ones_own_is_seeded_from_its_own_tables(databases: Databases) -> None:
    assert seeded_rows(databases, QINGYUAN) == [6, 15, 4, 1]


def test_a_folder_without_tables_has_its_areas_and_an_official_of_each_role(
    databases: Databases, tmp_path: Path
) -> None:
    shutil.copytree(QINGYUAN, tmp_path / "bare", ignore=shutil.ignore_patterns("demo"))
    assert seeded_rows(databases, str(tmp_path / "bare")) == [6, 12, 0, 0]
