"""Areas: the codes in force, and who sees which."""

from datetime import date

import pytest

from acts.areas import load_area_table, parse_area_table
from acts.files import ActFileError
from province.areas.actions import establish_agencies, load_areas
from province.areas.models import Agency, Area
from province.areas.queries.scope import within
from province.areas.rules import parent
from province.areas.words import AgencyKind
from province.events.models import Event
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("province", "cities", "counties"), [("hunan", 14, 122), ("jiangsu", 13, 95)])
def test_every_city_and_county_in_force_is_carried(province: str, cities: int, counties: int) -> None:
    codes = list(load_area_table(province))
    assert sum(code.endswith("00") for code in codes[1:]) == cities
    assert sum(not code.endswith("00") for code in codes) == counties
    assert all(parent(code) in codes for code in codes[1:])


def test_codes_that_were_abolished_are_gone_and_their_successors_there() -> None:
    hunan, jiangsu = load_area_table("hunan"), load_area_table("jiangsu")
    assert {"430521", "430124", "431121"}.isdisjoint(hunan)
    assert (hunan["430582"], hunan["430182"], hunan["431181"]) == ("邵东市", "宁乡市", "祁阳市")
    assert {"320602", "320611", "320684"}.isdisjoint(jiangsu)
    assert (jiangsu["320613"], jiangsu["320614"]) == ("崇川区", "海门区")


@pytest.mark.parametrize(
    ("rows", "key", "reason"),
    [
        ("430000,湖南省\n430102,芙蓉区", "430102", "lies in 430100, which has no row"),
        ("430000,湖南省\n430100,长沙市\n430100,长沙", "430100", "stands twice"),
        ("430000,湖南省\n430100,", "430100", "is no row"),
        ("430000,湖南省\n4301,长沙市", "4301", "is no row"),
        ("430000,湖南省\n320000,江苏省", "-", "needs the row of one province"),
        ("430000,湖南省\n430100,长沙市,市", "430100", "is no row"),
    ],
)
def test_a_table_that_cannot_be_used_names_the_code_and_the_reason(rows: str, key: str, reason: str) -> None:
    with pytest.raises(ActFileError) as refused:
        parse_area_table(f"code,name\n{rows}\n", "hunan/areas.csv")
    assert (refused.value.file, refused.value.faults[0].key) == ("hunan/areas.csv", key)
    assert reason in str(refused.value)


@pytest.fixture
def areas(db: None) -> None:
    load_areas(province="hunan", by=None, on=TODAY)


@pytest.mark.usefixtures("areas")
def test_areas_are_loaded_with_their_level_and_parent_and_recorded() -> None:
    county = Area.objects.get(code="430102")
    assert (county.name, county.level, county.parent_id) == ("芙蓉区", "county", "430100")
    assert Area.objects.get(code="433100").level == "city"
    assert Event.objects.get(noun="areas").data == {"count": 137}


@pytest.mark.usefixtures("areas")
def test_loading_again_adds_nothing_and_corrects_a_name() -> None:
    Area.objects.filter(code="430102").update(name="芙蓉")
    assert load_areas(province="hunan", by=None, on=TODAY) == 137 == Area.objects.count()
    assert Area.objects.get(code="430102").name == "芙蓉区"


@pytest.mark.usefixtures("areas")
def test_every_area_gets_one_agency_of_a_kind_and_no_second() -> None:
    first = establish_agencies(kind=AgencyKind.AGENCY, title="医疗保障事务中心", by=None, on=TODAY)
    again = establish_agencies(kind=AgencyKind.AGENCY, title="医疗保障事务中心", by=None, on=TODAY)
    assert (first, again, Agency.objects.count()) == (137, 0, 137)
    assert Agency.objects.get(area="430102").name == "长沙市芙蓉区医疗保障事务中心"
    assert Agency.objects.get(area="430100").name == "长沙市医疗保障事务中心"


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize(("area", "seen"), [("430000", 137), ("430100", 10), ("430102", 1), ("320000", 0)])
def test_an_area_sees_itself_and_what_lies_below(area: str, seen: int) -> None:
    assert Area.objects.filter(within(area, "code")).count() == seen


@pytest.mark.usefixtures("areas")
def test_a_county_sees_neither_its_city_nor_its_neighbour() -> None:
    establish_agencies(kind=AgencyKind.AGENCY, title="医疗保障事务中心", by=None, on=TODAY)
    seen = Agency.objects.filter(within_area_of(Account(role=Role.CLERK, area_id="430102")))
    assert [agency.area_id for agency in seen] == ["430102"]


@pytest.mark.usefixtures("areas")
def test_an_account_without_an_area_sees_none_by_area() -> None:
    establish_agencies(kind=AgencyKind.AGENCY, title="医疗保障事务中心", by=None, on=TODAY)
    assert not Agency.objects.filter(within_area_of(Account(role=Role.PHYSICIAN))).exists()
