"""What a present person may buy here: by number or certificate, for this institution alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from eligibility.prescriptions.models import Prescription
from physicians.agreements.models import Agreement
from physicians.clients.models import ApiClient
from tests.api.conftest import Counter

pytestmark = pytest.mark.django_db


def found(counter: Counter, **named: str) -> list[str]:
    answer = counter.post("prescription-searches", {"mdtrt_cert_type": "02", **named})
    assert answer.status_code == 200, answer.content
    return [sheet["rxno"] for sheet in answer.json()["prescriptions"]]


def test_a_present_persons_prescriptions_are_found_by_number_and_by_certificate(
    counter: Counter, prescription: Prescription
) -> None:
    person = prescription.person
    assert found(counter, psn_no=person.pk) == [prescription.rxno]
    assert found(counter, psn_cert_type="01", certno=person.identity.reveal()) == [prescription.rxno]


def test_another_pharmacy_finds_nothing_as_of_a_person_whom_nobody_knows(
    counter: Counter, stranger: Counter, prescription: Prescription
) -> None:
    assert (found(stranger, psn_no=prescription.person_id), found(counter, psn_no="nobody")) == ([], [])


def test_what_is_used_up_or_over_is_not_there(counter: Counter, prescription: Prescription, noon: Any) -> None:
    line = prescription.lines.get()
    line.dispensed, line.dispensed_on = line.quantity, line.prescription.issued_on
    line.save()
    assert found(counter, psn_no=prescription.person_id) == []
    line.dispensed = 0
    line.save()
    noon.shift(timedelta(minutes=5))
    assert found(counter, psn_no=prescription.person_id) == [prescription.rxno]


def test_a_credential_must_be_named(counter: Counter, prescription: Prescription) -> None:
    refused = counter.post("prescription-searches", {"psn_no": prescription.person_id})
    assert refused.json()["errors"][0]["field"] == "mdtrt_cert_type"


def test_whoever_does_not_serve_today_is_told_nothing(counter: Counter, prescription: Prescription) -> None:
    Agreement.objects.all().delete()
    refused = counter.post("prescription-searches", {"psn_no": prescription.person_id, "mdtrt_cert_type": "02"})
    assert refused.json()["code"] == "INSTITUTION_NOT_SERVING"


def test_a_stopped_client_is_turned_away(counter: Counter, prescription: Prescription) -> None:
    ApiClient.objects.update(revoked_at=timezone.now())
    refused = counter.post("prescription-searches", {"psn_no": prescription.person_id, "mdtrt_cert_type": "02"})
    assert refused.json()["code"] == "CLIENT_REVOKED"


def test_many_prescriptions_take_no_more_statements(
    counter: Counter, prescription: Prescription, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        found(counter, psn_no=prescription.person_id)
