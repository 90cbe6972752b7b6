"""What is recorded of areas and public bodies."""

from acts.deeds import deed
from kit.deeds import Noun
from province.areas.words import AgencyKind

AREAS = Noun("areas", "行政区划", area="code")
AGENCIES = Noun("agencies", "机关与经办机构", key="", numbers=AgencyKind)

LOAD = deed(AREAS, "load", "已载入")
ESTABLISH = deed(AGENCIES, "establish", "已设立")
