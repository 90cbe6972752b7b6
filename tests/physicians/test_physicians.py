"""From nomination to the province's list and off it again (HN-20, HN-21, JS-5, JS-6)."""

from datetime import date
from typing import Any

import pytest

from acts.cycles import Change, Changes, apply_changes, effective
from catalog.fields.models import TherapeuticField
from kit.errors import NotPermitted, ReasonMissing, WrongState
from kit.life_cycle import LifeCycle
from physicians.institutions.errors import CodeMisshapen, StopRetroactive
from physicians.institutions.models import Institution
from physicians.responsible import actions as physicians
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.errors import (
    DocumentMissing,
    NotThisProvince,
    OtherCity,
    OtherHospital,
    PhysicianTaken,
    PhysicianUnfit,
    PublicationRetroactive,
)
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import awaiting, for_field, physician_published_on, published_on, visible_to
from physicians.responsible.words import PhysicianState, Title
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import FieldFactory
from tests.factories.physicians import HospitalFactory, PhysicianFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory

FIRST = date(2026, 12, 1)


def nominate(hospital: Institution, by: Account, on: date, **changed: Any) -> ResponsiblePhysician:
    facts = {
        "code": "D430102000001", "name": "陈明", "title": "associate_chief", "specialty": "肿瘤科",
        "treatment_fields": TherapeuticField.objects.filter(code="oncology"),
    } | changed  # fmt: skip
    return physicians.nominate(hospital=hospital, by=by, on=on, **facts)


@pytest.fixture
def nominee(hospital: Institution, office: Account, today: date) -> ResponsiblePhysician:
    return nominate(hospital, office, today)


@pytest.fixture
def published(nominee: ResponsiblePhysician, city: Account, agency: Account, today: date) -> ResponsiblePhysician:
    physicians.review(physician=nominee, by=city, on=today)
    physicians.publish(physicians=[nominee], document="名单1号", first=today, by=agency, on=today)
    nominee.refresh_from_db()
    return nominee


@pytest.mark.obligation("HN-20.1")
def test_a_hospital_names_its_own_physician(nominee: ResponsiblePhysician) -> None:
    assert nominee.state == PhysicianState.NOMINATED
    assert list(nominee.treatment_fields.values_list("code", flat=True)) == ["oncology"]
    assert not physician_published_on(nominee, FIRST)


@pytest.mark.obligation("HN-20.1")
def test_a_hospital_names_nobody_elsewhere(office: Account, today: date) -> None:
    with pytest.raises(OtherHospital):
        nominate(HospitalFactory(), office, today)


@pytest.mark.obligation("HN-20.2")
def test_an_unfit_physician_is_not_stored(hospital: Institution, office: Account, today: date) -> None:
    with pytest.raises(PhysicianUnfit) as refused:
        nominate(hospital, office, today, title=Title.ATTENDING, specialty="口腔科")
    assert [each.field for each in refused.value.fields] == ["title", "treatment_fields"]
    assert not ResponsiblePhysician.objects.exists()


@pytest.mark.obligation("HN-21.3", "HN-21.4")
def test_the_city_reviews_and_the_province_publishes(published: ResponsiblePhysician, today: date) -> None:
    assert published.state == PhysicianState.PUBLISHED
    assert physician_published_on(published, today)
    verbs = Event.objects.filter(noun="physician", object_id=published.pk).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["nominate", "review", "publish"]


@pytest.mark.obligation("HN-21.4")
def test_nobody_is_published_before_the_city_reviewed(
    nominee: ResponsiblePhysician, agency: Account, today: date
) -> None:
    with pytest.raises(WrongState):
        physicians.publish(physicians=[nominee], document="名单1号", first=FIRST, by=agency, on=today)


@pytest.mark.parametrize("area", ["430102", "430200"])
def test_another_city_or_a_county_does_not_review_whatever_role_the_act_asks(
    area: str, nominee: ResponsiblePhysician, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_of_clerks = apply_changes(PHYSICIAN, Changes({"review": Change(roles=(Role.CLERK,))}), "cycles.toml")
    monkeypatch.setattr(physicians, "cycle_in_use", lambda _: act_of_clerks)
    with pytest.raises(OtherCity):
        physicians.review(physician=nominee, by=AccountFactory(role=Role.CLERK, area=AreaFactory(code=area)), on=today)


@pytest.mark.parametrize("area", ["430102", "430200"])
def test_another_city_or_a_county_does_not_review(area: str, nominee: ResponsiblePhysician, today: date) -> None:
    with pytest.raises(OtherCity):
        physicians.review(
            physician=nominee, by=AccountFactory(role=Role.REVIEWER, area=AreaFactory(code=area)), on=today
        )


def test_a_review_asks_the_conditions_again(nominee: ResponsiblePhysician, city: Account, today: date) -> None:
    nominee.hospital.agreements.all().delete()
    with pytest.raises(PhysicianUnfit):
        physicians.review(physician=nominee, by=city, on=today)


def test_a_returned_physician_is_named_again_by_the_same_hospital(
    nominee: ResponsiblePhysician, hospital: Institution, office: Account, city: Account, today: date
) -> None:
    with pytest.raises(ReasonMissing):
        physicians.return_(physician=nominee, why=" ", by=city, on=today)
    physicians.return_(physician=nominee, why="执业专业填写有误", by=city, on=today)
    again = nominate(hospital, office, today, specialty="胸外科")
    assert (again.state, again.specialty) == ("nominated", "胸外科")


@pytest.mark.parametrize("code", ["", "430102000001", "D43010200000", "D4301020000011", "D43010200000１"])
def test_a_code_of_another_shape_is_refused(code: str, hospital: Institution, office: Account, today: date) -> None:
    with pytest.raises(CodeMisshapen):
        nominate(hospital, office, today, code=code)


def test_a_code_in_use_is_not_named_again(
    nominee: ResponsiblePhysician, hospital: Institution, office: Account, today: date
) -> None:
    with pytest.raises(PhysicianTaken):
        nominate(hospital, office, today)


@pytest.mark.obligation("JS-5.10", "JS-6.2")
def test_jiangsu_records_what_the_hospital_confirmed(
    settings: Any, hospital: Institution, office: Account, city: Account, agency: Account, today: date
) -> None:
    settings.PROVINCE = "jiangsu"
    nominate(hospital, office, today)
    nominee = ResponsiblePhysician.objects.get()
    with pytest.raises(NotThisProvince):
        physicians.review(physician=nominee, by=city, on=today)
    assert physicians.record(physician=nominee, by=city, on=today).state == PhysicianState.RECORDED
    physicians.publish(physicians=[nominee], document="名单1号", first=today, by=agency, on=today)
    assert physician_published_on(nominee, today)


def test_the_city_records_and_does_not_judge_the_conditions_again(
    settings: Any, nominee: ResponsiblePhysician, city: Account, today: date
) -> None:
    settings.PROVINCE = "jiangsu"
    ResponsiblePhysician.objects.update(title=Title.ATTENDING, front_line=False)
    assert physicians.record(physician=nominee, by=city, on=today).state == PhysicianState.RECORDED


@pytest.mark.obligation("HN-21.3")
def test_hunan_does_not_merely_record(nominee: ResponsiblePhysician, city: Account, today: date) -> None:
    with pytest.raises(NotThisProvince):
        physicians.record(physician=nominee, by=city, on=today)


def test_a_list_is_published_whole_or_not_at_all(
    published: ResponsiblePhysician, hospital: Institution, office: Account, agency: Account, today: date
) -> None:
    other = nominate(hospital, office, today, code="D430102000002")
    physicians.suspend(physician=published, last_day=today, why="核查", by=agency, on=today)
    with pytest.raises(WrongState):
        physicians.publish(physicians=[published, other], document="名单2号", first=FIRST, by=agency, on=today)
    assert not physician_published_on(published, FIRST)


def test_a_publication_does_not_reach_back_and_names_its_document(
    published: ResponsiblePhysician, agency: Account, today: date
) -> None:
    with pytest.raises(PublicationRetroactive):
        physicians.publish(physicians=[], document="名单", first=date(2026, 11, 22), by=agency, on=today)
    with pytest.raises(DocumentMissing):
        physicians.publish(physicians=[], document=" ", first=today, by=agency, on=today)


def test_a_suspended_physician_is_off_the_list_and_may_come_back(
    published: ResponsiblePhysician, agency: Account, today: date
) -> None:
    physicians.suspend(physician=published, last_day=today, why="核查", by=agency, on=today)
    assert [physician_published_on(published, day) for day in (today, date(2026, 11, 24))] == [True, False]
    physicians.publish(physicians=[published], document="名单2号", first=FIRST, by=agency, on=today)
    assert physician_published_on(published, FIRST)


def test_a_removed_physician_does_not_come_back(published: ResponsiblePhysician, agency: Account, today: date) -> None:
    physicians.remove(physician=published, last_day=today, why="调离", by=agency, on=today)
    with pytest.raises(WrongState):
        physicians.publish(physicians=[published], document="名单2号", first=FIRST, by=agency, on=today)


def test_who_is_removed_before_a_suspension_begins_is_off_the_list_at_once(
    published: ResponsiblePhysician, agency: Account, today: date
) -> None:
    physicians.suspend(physician=published, last_day=FIRST, why="核查", by=agency, on=today)
    physicians.remove(physician=published, last_day=today, why="除名", by=agency, on=today)
    assert [physician_published_on(published, day) for day in (today, date(2026, 11, 24))] == [True, False]


def test_a_stop_reaches_back_no_further_than_yesterday(
    published: ResponsiblePhysician, agency: Account, today: date
) -> None:
    with pytest.raises(StopRetroactive):
        physicians.remove(physician=published, last_day=date(2026, 11, 21), why="调离", by=agency, on=today)


@pytest.mark.obligation("HN-21.5", "JS-6.2")
def test_a_published_physician_of_the_field_is_found_wherever_he_works(today: date, db: None) -> None:
    here = PhysicianFactory(treatment_fields=[FieldFactory(code="rare")])
    far = PhysicianFactory(hospital=HospitalFactory(code="H43310100001"), treatment_fields=[FieldFactory(code="rare")])
    PhysicianFactory(treatment_fields=[FieldFactory(code="oncology")])
    PhysicianFactory(treatment_fields=[FieldFactory(code="rare")], state=PhysicianState.NOMINATED)
    assert set(for_field(FieldFactory(code="rare"), today)) == {here, far}
    assert published_on(date(2026, 1, 4)).count() == 0


def test_each_sees_his_own_physicians_and_no_others(city: Account, office: Account, hospital: Institution) -> None:
    mine = PhysicianFactory(hospital=hospital)
    neighbour = PhysicianFactory(hospital=HospitalFactory())
    far = PhysicianFactory(hospital=HospitalFactory(code="H43310100001"))
    assert set(visible_to(office)) == {mine}
    assert set(visible_to(mine.account)) == {mine}
    assert set(visible_to(city)) == {mine, neighbour}
    assert set(visible_to(AccountFactory(role=Role.PROVINCIAL_AGENCY))) == {mine, neighbour, far}
    assert set(visible_to(StaffFactory(account__role=Role.PHARMACIST).account)) == set()


def test_each_is_told_what_waits_for_him(
    nominee: ResponsiblePhysician, office: Account, city: Account, agency: Account, today: date
) -> None:
    assert [list(awaiting(who)) for who in (office, city, agency)] == [[], [nominee], []]
    physicians.return_(physician=nominee, why="有误", by=city, on=today)
    assert [list(awaiting(who)) for who in (office, city, agency)] == [[nominee], [], []]


COMMON = {
    ("", "nominate"): "nominated",
    ("published", "suspend"): "suspended",
    ("published", "remove"): "removed",
    ("suspended", "publish"): "published",
    ("suspended", "remove"): "removed",
}
REVIEWED = COMMON | {
    ("nominated", "review"): "reviewed",
    ("nominated", "return"): "returned",
    ("returned", "nominate"): "nominated",
    ("reviewed", "publish"): "published",
}
RECORDED = COMMON | {("nominated", "record"): "recorded", ("recorded", "publish"): "published"}
TABLES = [(effective(PHYSICIAN, "hunan"), REVIEWED), (effective(PHYSICIAN, "jiangsu"), RECORDED)]
WALK = [(cycle, allowed, pair) for cycle, allowed in TABLES for pair in cycle.pairs()]


@pytest.mark.parametrize(("cycle", "allowed", "pair"), WALK)
def test_every_state_allows_its_own_acts_and_no_other(
    cycle: LifeCycle, allowed: dict[tuple[str, str], str], pair: tuple[str, str]
) -> None:
    if pair in allowed:
        assert cycle.step(*pair).target == allowed[pair]
        return
    with pytest.raises(WrongState):
        cycle.step(*pair)


def test_an_act_is_refused_to_every_role_but_its_own(nominee: ResponsiblePhysician, today: date) -> None:
    for role in set(Role.values) - {Role.REVIEWER}:
        with pytest.raises(NotPermitted):
            physicians.review(physician=nominee, by=AccountFactory(role=role), on=today)
