"""The population of load and fault tests."""

import pytest

from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.queries import signature_holds
from settlement.annual_accounts.models import AnnualAccount
from tests.support.population.building import populate
from tests.support.population.values import Size, from_json, to_json


@pytest.mark.django_db
def test_a_population_is_told_whole_and_signed_truly() -> None:
    written = populate(Size(patients=3, prescriptions=2, packs=(5, 7)))
    assert from_json(to_json(written)) == written
    assert [sheet.packs for sheet in written.patients[0].sheets] == [5, 7, 5, 7]
    rows = Prescription.objects.filter(person=written.patients[1].person)
    assert {row.pk for row in rows if signature_holds(row)} == {sheet.rxno for sheet in written.patients[1].sheets}


@pytest.mark.django_db
def test_a_second_population_stands_beside_the_first_near_its_limits() -> None:
    populate(Size(patients=2))
    written = populate(Size(patients=2, start=2, left=1000))
    accounts = AnnualAccount.objects.filter(person__in=[patient.person for patient in written.patients])
    assert [account.pooled_elsewhere for account in accounts] == [149_000, 149_000]
    assert AnnualAccount.objects.count() == 4
