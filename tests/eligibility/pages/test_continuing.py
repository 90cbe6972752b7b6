"""What a patient has is renewed or replaced from its own page, with what is known filled in."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements.actions import expire
from eligibility.entitlements.models import Entitlement
from kit.period import Period
from tests.eligibility.conftest import Cast
from tests.factories.eligibility import EntitlementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def lasting_until(cast: Cast, last: date) -> Entitlement:
    return EntitlementFactory(
        application__physician=cast.physician.physician,
        application__usage="每日一次",
        period=Period(last - timedelta(days=364), last),
    )


def begin(desk: Client, held: Entitlement, kind: str) -> TreatmentApplication:
    answer = desk.post(reverse("eligibility:reapply", args=[held.pk]), {"kind": kind})
    case = TreatmentApplication.objects.get(replaces=held)
    assert answer.url == reverse("eligibility:edit", args=[case.pk])
    return case


def test_a_renewal_begins_with_what_the_last_application_says(desk: Client, cast: Cast, today: date) -> None:
    held = lasting_until(cast, today + timedelta(days=20))
    case, old = begin(desk, held, "renewal"), held.application
    assert (case.kind, case.diagnosis_code, case.usage) == ("renewal", old.diagnosis_code, "每日一次")
    assert (case.product, case.hospital, case.meets_label) == (old.product, held.hospital, False)
    assert begin(desk, held, "renewal") == case


def test_another_drug_begins_without_product_and_usage(desk: Client, cast: Cast, today: date) -> None:
    case = begin(desk, lasting_until(cast, today + timedelta(days=200)), "change")
    assert (case.product, case.usage) == (None, "")


OFFERED = [(200, ["change"]), (20, ["change", "renewal"]), (-10, ["renewal"]), (-91, [])]


@pytest.mark.parametrize(("days_left", "kinds"), OFFERED)
def test_only_what_may_be_done_now_is_offered(
    desk: Client, cast: Cast, today: date, days_left: int, kinds: list[str]
) -> None:
    held = lasting_until(cast, today + timedelta(days=days_left))
    expire(on=today)
    form = desk.get(reverse("eligibility:reapply", args=[held.pk])).context["form"]
    assert [kind for kind, _ in form.fields["kind"].choices] == kinds
    assert ("续办" in desk.get(reverse("eligibility:entitlement", args=[held.pk])).content.decode()) is bool(kinds)
    assert desk.post(reverse("eligibility:reapply", args=[held.pk]), {"kind": "addition"}).status_code == 422


def test_one_that_ran_out_can_still_be_chosen_in_the_form(desk: Client, cast: Cast, today: date) -> None:
    held = lasting_until(cast, today - timedelta(days=10))
    expire(on=today)
    case = begin(desk, held, "renewal")
    form = desk.get(reverse("eligibility:edit", args=[case.pk])).context["form"]
    assert list(form.fields["replaces"].queryset) == [held]


def test_one_of_another_hospital_that_cannot_be_prescribed_for_is_not_found(desk: Client) -> None:
    other = EntitlementFactory(period=Period(date(2024, 1, 1), date(2024, 12, 31)))
    assert desk.get(reverse("eligibility:reapply", args=[other.pk])).status_code == 404
