"""The divisions of a province as the state publishes them."""

import csv

from django.conf import settings

from kit.errors import NotFound

DATA = settings.BASE_DIR / "province" / "areas" / "data"


class AreasNotCarried(NotFound):
    code = "AREAS_NOT_CARRIED"
    message = "系统没有 {province} 的行政区划表。"


def published_areas(province: str) -> dict[str, str]:
    """Code and name of the province, its cities and counties, by code: abolished codes are left out.

    `province` is the profile's name (hunan, jiangsu). Raises AreasNotCarried.
    """
    path = DATA / f"areas_{province}.csv"
    if not path.exists():
        raise AreasNotCarried(province=province)
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
