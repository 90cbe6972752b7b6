"""Areas and the public bodies that serve them."""

from datetime import date

from acts.areas import load_area_table
from kit.action import action
from province.areas.deeds import ESTABLISH, LOAD
from province.areas.models import Agency, Area
from province.areas.rules import parent, prefix
from province.areas.words import AgencyKind, AreaLevel
from province.events.actions.recording import record
from province.events.rules import Actor

LEVELS = {level.digits: level for level in AreaLevel}


@action
def load_areas(*, province: str, by: Actor | None, on: date) -> int:
    """Enter the province, its cities and counties, or correct their names; returns how many there are.

    `province` names the act's folder, in which its area table stands. Raises ActFileError.
    """
    areas = [
        Area(code=code, name=name, level=LEVELS[len(prefix(code))], parent_id=parent(code))
        for code, name in load_area_table(province).items()
    ]
    Area.objects.bulk_create(
        areas, update_conflicts=True, unique_fields=["code"], update_fields=["name", "level", "parent"]
    )
    record(LOAD, areas[0], by=by, on=on, data={"count": len(areas)})
    return len(areas)


@action
def establish_agencies(*, kind: AgencyKind, title: str, by: Actor | None, on: date) -> int:
    """Give every area without one an agency of this kind, named after the area.

    Returns how many were new. Counties of one name are told apart by their city's.
    """
    without = Area.objects.exclude(agencies__kind=kind).select_related("parent")
    agencies = [Agency(area=area, kind=kind, name=area.full_name + title) for area in without]
    Agency.objects.bulk_create(agencies)
    if agencies:
        record(ESTABLISH, kind, by=by, on=on, data={"count": len(agencies)})
    return len(agencies)
