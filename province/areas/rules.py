"""Area codes of GB/T 2260: what lies inside what can be read from the digits (43 > 4301 > 430102)."""

import re

from kit.errors import Malformed

_AREA = re.compile(r"[1-9][0-9]{5}")


class AreaCodeUnreadable(Malformed):
    code = "AREA_CODE_UNREADABLE"
    message = "区划代码应为六位数字。"


def check_area_code(code: str) -> str:
    """The code as it came, if it has the form of one. Raises AreaCodeUnreadable."""
    if _AREA.fullmatch(code) is None:
        raise AreaCodeUnreadable
    return code


def prefix(code: str) -> str:
    """What every code inside the area begins with: two, four or six digits. Raises AreaCodeUnreadable."""
    check_area_code(code)
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def bounds(code: str) -> tuple[str, str]:
    """The lowest and the highest code inside the area, for a range over an index."""
    inside = prefix(code)
    return inside.ljust(6, "0"), inside.ljust(6, "9")


def contains(outer: str, inner: str) -> bool:
    """Whether the area `inner` lies in `outer`, or is it."""
    return check_area_code(inner).startswith(prefix(outer))


def parent(code: str) -> str | None:
    """The area directly above: a county's city, a city's province; a province has none."""
    above = prefix(code)[:-2]
    return above.ljust(6, "0") if above else None


def pooling_area(code: str) -> str:
    """The code of the pooling area (统筹区): the city in which the area lies."""
    return check_area_code(code)[:4] + "00"
