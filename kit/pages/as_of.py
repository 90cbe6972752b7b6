"""Pages that show a day: the day stands in the address, today where it does not."""

from datetime import date

import django_filters
from django.db.models import Model, QuerySet
from django.forms import DateInput
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from kit.clock import today
from kit.errors import DomainError
from kit.pages.export import Export
from kit.period import parse_day

PUBLIC_SECONDS = 300


def asked_day(request: HttpRequest, name: str = "day") -> date:
    """The day in the address; today where there is none or it is none."""
    try:
        return parse_day(request.GET.get(name, ""))
    except DomainError:
        return today()


class AsOfFilter(django_filters.FilterSet):
    """The day as the first of a table's filters: the view has asked it already, the rows are of that day."""

    day = django_filters.DateFilter(
        label="查看日期", method="of_that_day", widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: QueryDict, *args: object, **kwargs: object) -> None:
        values = data.copy()
        values.setdefault("day", str(today()))
        super().__init__(values, *args, **kwargs)
        self.filters["day"].extra["initial"] = today()  # today is no filter

    def of_that_day(self, rows: QuerySet[Model], name: str, value: date) -> QuerySet[Model]:
        return rows


def cacheable(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A public list may be kept for some minutes, unless the frame around it is somebody's own or it is a file."""
    if request.user.is_authenticated or isinstance(response, Export):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
