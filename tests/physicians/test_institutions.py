"""Institutions, their agreements, their suspensions and their clients (HN-25, HN-26, HN-27, HN-36)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from kit.errors import ConstraintBroken
from kit.period import Period
from physicians.agreements import actions as agreements
from physicians.agreements.errors import NoAgreementInForce
from physicians.agreements.queries import (
    designated_on,
    hospitals_without_outpatient,
    is_designated,
    pharmacies_per_county,
)
from physicians.clients import actions as api_clients
from physicians.clients.errors import ClientAlreadyRevoked
from physicians.clients.models import ApiClient
from physicians.institutions import actions as institutions
from physicians.institutions.errors import (
    AreaNotCounty,
    CodeMisshapen,
    CodeUnlikeArea,
    InstitutionTaken,
    NoPhysiciansInPharmacy,
    NotSuspended,
    PhysicianServicesMissing,
    StopRetroactive,
    WrongInstitutionForRole,
)
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of, visible_to
from province.areas.models import Area
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.physicians import AgreementFactory, HospitalFactory, PharmacyFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory

IN_2026 = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def pharmacy(db: None) -> Institution:
    return PharmacyFactory(code="P43010200001", agreement=IN_2026)


def test_an_institutions_code_says_its_kind_and_its_county(agency: Account, today: date) -> None:
    county = AreaFactory(code="430102")
    made = institutions.register(code="P43010200009", name="甲药店", area=county, by=agency, on=today)
    assert (made.kind, made.area) == ("P", county)
    with pytest.raises(CodeUnlikeArea):
        institutions.register(code="P43010300009", name="甲药店", area=county, by=agency, on=today)
    with pytest.raises(AreaNotCounty):
        institutions.register(code="P43010000009", name="甲药店", area=county.parent, by=agency, on=today)
    with pytest.raises(InstitutionTaken):
        institutions.register(code="P43010200009", name="甲药店", area=county, by=agency, on=today)


@pytest.mark.parametrize("code", ["X43010200009", "P4301020000", "P430102000099", "P４3010200009"])
def test_a_code_of_another_shape_is_refused(code: str, agency: Account, today: date) -> None:
    with pytest.raises(CodeMisshapen):
        institutions.register(code=code, name="甲药店", area=AreaFactory(code="430102"), by=agency, on=today)


@pytest.mark.obligation("HN-27.1", "JS-7.1")
def test_a_signed_agreement_is_on_record(agency: Account, today: date) -> None:
    pharmacy = PharmacyFactory(agreement=False)
    agreements.sign(institution=pharmacy, period=IN_2026, document="协议1号", by=agency, on=today)
    assert is_designated(pharmacy, today)


def test_an_agreement_makes_an_institution_designated_on_its_days(pharmacy: Institution) -> None:
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [is_designated(pharmacy, day) for day in days] == [False, True, True, False]


@pytest.mark.obligation("HN-27.3")
def test_a_hospitals_agreement_covers_its_physicians_service(agency: Account, today: date) -> None:
    hospital, pharmacy = HospitalFactory(agreement=False), PharmacyFactory(agreement=False)
    facts = {"period": IN_2026, "document": "协议1号", "by": agency, "on": today}
    assert agreements.sign(institution=hospital, **facts).physician_services
    assert not agreements.sign(institution=pharmacy, **facts).physician_services
    with pytest.raises(PhysicianServicesMissing):
        agreements.sign(institution=hospital, physician_services=False, **facts)
    with pytest.raises(NoPhysiciansInPharmacy):
        agreements.sign(institution=pharmacy, physician_services=True, **facts)


def test_costs_are_outside_the_totals_unless_a_reason_is_given(agency: Account, today: date) -> None:
    facts = {"institution": HospitalFactory(agreement=False), "document": "协议1号", "by": agency, "on": today}
    with pytest.raises(ConstraintBroken) as refused:
        agreements.sign(period=IN_2026, excluded_from_totals=False, **facts)
    assert refused.value.code == "AGREEMENT_SAYS_WHY_IN_TOTALS"
    assert agreements.sign(period=IN_2026, excluded_from_totals=False, totals_reason="试点", **facts).pk


def test_agreements_do_not_overlap_and_have_an_end(pharmacy: Institution, agency: Account, today: date) -> None:
    for period in (Period(date(2026, 12, 31), date(2027, 12, 30)), Period(date(2027, 1, 1), None)):
        with pytest.raises(ConstraintBroken):
            agreements.sign(institution=pharmacy, period=period, document="协议2号", by=agency, on=today)


def test_an_ended_agreement_stops_the_institution_after_its_last_day(
    pharmacy: Institution, agency: Account, today: date
) -> None:
    agreements.end(institution=pharmacy, last_day=today, reason="违约", by=agency, on=today)
    assert [is_designated(pharmacy, day) for day in (today, date(2026, 11, 24))] == [True, False]
    with pytest.raises(NoAgreementInForce):
        agreements.end(institution=pharmacy, last_day=date(2026, 12, 1), reason="违约", by=agency, on=today)


def test_a_suspended_institution_serves_nobody_until_it_is_resumed(
    pharmacy: Institution, agency: Account, today: date
) -> None:
    institutions.suspend(institution=pharmacy, cause="核查", first=today, by=agency, on=today)
    assert not is_designated(pharmacy, today)
    institutions.resume(institution=pharmacy, first=date(2026, 12, 1), why="核查完毕", by=agency, on=today)
    assert [is_designated(pharmacy, day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [False, True]


def test_an_institution_is_not_suspended_twice_nor_in_the_past(
    pharmacy: Institution, agency: Account, today: date
) -> None:
    institutions.suspend(institution=pharmacy, cause="核查", first=today, by=agency, on=today)
    with pytest.raises(ConstraintBroken) as refused:
        institutions.suspend(institution=pharmacy, cause="核查", first=date(2026, 12, 1), by=agency, on=today)
    assert refused.value.code == "INSTITUTION_SUSPENSION_NO_OVERLAP"
    with pytest.raises(StopRetroactive):
        institutions.suspend(institution=HospitalFactory(), cause="核查", first=date(2026, 11, 22), by=agency, on=today)


def test_what_is_not_suspended_is_not_resumed(pharmacy: Institution, agency: Account, today: date) -> None:
    with pytest.raises(NotSuspended):
        institutions.resume(institution=pharmacy, first=date(2026, 12, 1), why="无", by=agency, on=today)


@pytest.mark.obligation("HN-25.4", "JS-6.2")
def test_a_designated_institution_is_recognised_in_every_area(pharmacy: Institution, today: date) -> None:
    far = PharmacyFactory(code="P43310100001")
    assert set(designated_on(today, "P")) == {pharmacy, far}


def test_each_sees_the_institutions_of_his_area_or_his_own(pharmacy: Institution) -> None:
    far = PharmacyFactory(code="P43310100001")
    county = AccountFactory(role=Role.CLERK, area=AreaFactory(code="430102"))
    next_county = AccountFactory(role=Role.CLERK, area=AreaFactory(code="430103"))
    pharmacist = StaffFactory(account__role=Role.PHARMACIST, institution=far).account
    assert [set(visible_to(who)) for who in (county, next_county, pharmacist)] == [{pharmacy}, set(), {far}]
    assert set(visible_to(AccountFactory())) == {pharmacy, far}


@pytest.mark.obligation("HN-26.3")
def test_a_county_without_a_pharmacy_stands_first(pharmacy: Institution, agency: Account, today: date) -> None:
    PharmacyFactory(code="P43010300001", agreement=False)
    HospitalFactory(code="H43010300001")
    counted = pharmacies_per_county(today, agency).values_list("code", "pharmacies")
    assert list(counted) == [("430103", 0), ("430102", 1)]


@pytest.mark.obligation("HN-25.1")
def test_hospitals_without_outpatient_clauses_are_listed(agency: Account, today: date) -> None:
    without = HospitalFactory(agreement=False)
    AgreementFactory(institution=without, outpatient=False)
    HospitalFactory()
    assert list(hospitals_without_outpatient(today, agency)) == [without]


def test_an_account_works_where_its_role_belongs(pharmacy: Institution, agency: Account, today: date) -> None:
    pharmacist = AccountFactory(role=Role.PHARMACIST, area=None)
    institutions.appoint(account=pharmacist, institution=pharmacy, by=agency, on=today)
    assert institution_of(pharmacist) == pharmacy
    with pytest.raises(WrongInstitutionForRole):
        institutions.appoint(account=pharmacist, institution=HospitalFactory(), by=agency, on=today)
    with pytest.raises(WrongInstitutionForRole):
        institutions.appoint(account=agency, institution=pharmacy, by=agency, on=today)


def test_a_clients_secret_is_shown_once_and_kept_as_a_hash(pharmacy: Institution, agency: Account, today: date) -> None:
    client_id, secret = api_clients.issue(institution=pharmacy, name="收银系统", by=agency, on=today)
    client = ApiClient.objects.get(client_id=client_id)
    assert secret not in client.client_secret
    assert check_password(secret, client.client_secret)
    assert secret not in str(list(Event.objects.values()))


def test_a_revoked_client_stays_revoked(pharmacy: Institution, agency: Account, today: date) -> None:
    client_id, _ = api_clients.issue(institution=pharmacy, name="收银系统", by=agency, on=today)
    client = ApiClient.objects.get(client_id=client_id)
    assert api_clients.revoke(client=client, why="更换系统", by=agency, on=today).revoked_at
    with pytest.raises(ClientAlreadyRevoked):
        api_clients.revoke(client=client, why="更换系统", by=agency, on=today)


def test_every_act_on_an_institution_tells_its_county(pharmacy: Institution, agency: Account, today: date) -> None:
    institutions.suspend(institution=pharmacy, cause="核查", first=today, by=agency, on=today)
    assert Event.objects.get(noun="institution", verb="suspend").area == "430102"
    assert Area.objects.filter(pk="430102").exists()


@pytest.mark.parametrize(
    ("act", "signed", "stopped"), [("hunan", "HN-27.1", "HN-36.4"), ("jiangsu", "JS-7.1", "JS-14")]
)
def test_every_event_of_an_agreement_and_a_suspension_cites_the_act_in_use(
    act: str, signed: str, stopped: str, agency: Account, today: date, settings: Any
) -> None:
    settings.PROVINCE = act
    institution = PharmacyFactory(agreement=False)
    agreements.sign(institution=institution, period=IN_2026, document="协议1号", by=agency, on=today)
    institutions.suspend(institution=institution, cause="药品账实不符", first=today, by=agency, on=today)
    tomorrow = today + timedelta(days=1)
    institutions.resume(institution=institution, first=tomorrow, why="已整改", by=agency, on=tomorrow)
    agreements.end(institution=institution, last_day=tomorrow, reason="注销", by=agency, on=tomorrow)
    cited = dict(Event.objects.filter(object_id=institution.pk).values_list("verb", "obligation"))
    assert cited == {"sign_agreement": signed, "suspend": stopped, "resume": stopped, "end_agreement": stopped}
