"""Who is insured may be enrolled where the act in use covers his insurance, and nowhere else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from eligibility.people import actions as persons
from eligibility.people.errors import InsuranceTypeUncovered, RowsRefused
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from province.law.queries.policy import article_against
from province.staff.words import Role
from tests.factories.eligibility import PersonFactory, identity_number
from tests.factories.province import AccountFactory, AreaFactory

pytestmark = pytest.mark.django_db
COVERED_BY_HUNAN = (InsuranceType.EMPLOYEE, InsuranceType.RESIDENT)
OTHERS = sorted(set(InsuranceType) - set(COVERED_BY_HUNAN))


def enrol(insurance_type: InsuranceType, on: date) -> Enrolment:
    person = PersonFactory(enrolment=False)
    area = AreaFactory(code="430102")
    return persons.enrol(person=person, insurance_type=insurance_type, area=area, first=on, by=None, on=on)


@pytest.mark.parametrize("insurance_type", InsuranceType)
def test_jiangsu_enrols_every_insurance_type(insurance_type: InsuranceType, today: date, settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    stored = Enrolment.objects.get(pk=enrol(insurance_type, today).pk)
    assert stored.insurance_type is insurance_type


@pytest.mark.parametrize(
    "insurance_type",
    [InsuranceType.EMPLOYEE, pytest.param(InsuranceType.RESIDENT, marks=pytest.mark.obligation("HN-5.1"))],
)
def test_hunan_enrols_employees_and_residents(insurance_type: InsuranceType, today: date) -> None:
    assert enrol(insurance_type, today).insurance_type is insurance_type


@pytest.mark.parametrize("insurance_type", OTHERS)
def test_hunan_enrols_nobody_else(insurance_type: InsuranceType, today: date) -> None:
    with pytest.raises(InsuranceTypeUncovered) as refused:
        enrol(insurance_type, today)
    assert article_against(refused.value) == "HN-5"
    assert not Enrolment.objects.exists()


def test_one_uncovered_row_stops_a_whole_delivery(today: date) -> None:
    row = persons.PersonRow(
        psn_no="4301029990001",
        name="许知远",
        identity=identity_number(1),
        insurance_type=InsuranceType.VETERAN_CADRE,
        area="430102",
        insured_since=today,
    )
    AreaFactory(code="430102")
    with pytest.raises(RowsRefused) as refused:
        persons.take_over(rows=[row], by=None, on=today)
    assert [fault.code for fault in refused.value.fields] == [InsuranceTypeUncovered.code]


def test_the_admin_refuses_an_uncovered_type_beside_its_field(client: Client) -> None:
    administrator = AccountFactory(role=Role.SYSTEM_ADMIN, area=AreaFactory(code="430000"), must_change_password=False)
    client.force_login(administrator)
    answer = client.post("/admin/eligibility/insuredperson/add/", {"insurance_type": InsuranceType.VETERAN_CADRE})
    assert "保障范围" in str(answer.context["adminform"].form.errors["insurance_type"])
