"""Two hospitals at once: real threads, committed, on a database of their own."""

from collections import Counter
from datetime import date
from functools import partial

from catalog.fields.models import TherapeuticField
from physicians.institutions import actions as institutions
from physicians.institutions.errors import InstitutionTaken
from physicians.institutions.models import Institution
from physicians.responsible import actions as physicians
from physicians.responsible.errors import PhysicianTaken
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import Title
from province.areas.models import Area
from province.events.models import Event
from tests.factories.catalog import FieldFactory
from tests.factories.physicians import HospitalFactory
from tests.factories.province import AreaFactory
from tests.support.crowd import at_once

TODAY = date(2026, 11, 23)


def nominate(hospital: Institution, code: str) -> ResponsiblePhysician:
    return physicians.nominate(
        hospital=hospital, code=code, name="陈明", title=Title.ASSOCIATE_CHIEF, specialty="肿瘤科",
        treatment_fields=TherapeuticField.objects.all(), by=None, on=TODAY,
    )  # fmt: skip


def test_of_two_hospitals_that_name_one_code_the_first_keeps_it(own_database: str) -> None:
    AreaFactory(code="430102")
    FieldFactory(code="oncology", specialties=["肿瘤科"])
    hospitals = [HospitalFactory() for _ in range(4)]
    for number in range(5):
        code = f"D43010200000{number}"
        outcomes = at_once([partial(nominate, hospital, code) for hospital in hospitals])
        assert Counter(map(type, outcomes)) == {ResponsiblePhysician: 1, PhysicianTaken: 3}, outcomes
        assert Event.objects.filter(noun="physician", object_id=code).count() == 1


def register(area: Area, code: str) -> Institution:
    return institutions.register(code=code, name="天心大药房", area=area, by=None, on=TODAY)


def test_of_four_who_enter_one_institution_the_first_does(own_database: str) -> None:
    area = AreaFactory(code="430103")
    for number in range(5):
        outcomes = at_once([partial(register, area, f"P4301030000{number}")] * 4)
        assert Counter(map(type, outcomes)) == {Institution: 1, InstitutionTaken: 3}, outcomes
