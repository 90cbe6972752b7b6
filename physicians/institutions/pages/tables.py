"""Institutions and physicians as tables, as of the day in the address."""

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kit.pages.as_of import AsOfFilter, asked_day
from kit.pages.filters import word_filter
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from physicians.agreements.queries import standing_on
from physicians.institutions.models import Institution
from physicians.institutions.pages.shown import (
    InstitutionOfADay,
    standing_of,
    standing_shown,
)
from physicians.institutions.queries import named_like
from physicians.institutions.words import InstitutionKind, Standing
from province.areas.models import Area
from province.areas.queries.scope import within
from province.areas.words import AreaLevel

STANDING = {
    Standing.SERVING: Q(agreed=True, suspended=False),
    Standing.SUSPENDED: Q(agreed=True, suspended=True),
    Standing.UNDESIGNATED: Q(agreed=False),
}


class InstitutionFilter(AsOfFilter):
    """What anybody may ask of the list of institutions."""

    name = django_filters.CharFilter(label="名称", method="by_name", max_length=60)
    kind = word_filter(InstitutionKind, "类别")
    city = django_filters.ModelChoiceFilter(
        label="{city}", queryset=Area.objects.filter(level=AreaLevel.CITY), method="in_city", empty_label="全部"
    )

    def by_name(self, rows: QuerySet[Institution], name: str, words: str) -> QuerySet[Institution]:
        return rows.filter(named_like(words))

    def in_city(self, rows: QuerySet[Institution], name: str, city: Area) -> QuerySet[Institution]:
        return rows.filter(within(city.code))


class StaffInstitutionFilter(InstitutionFilter):
    """What staff may ask besides."""

    standing = word_filter(Standing, "状态", method="of_standing")

    def of_standing(self, rows: QuerySet[Institution], name: str, standing: str) -> QuerySet[Institution]:
        return rows.filter(STANDING[Standing(standing)])


CODE = Column("code", "机构编码", sort="code")


NAME = Column("name", "名称", sort="name")


KIND = ChoiceColumn("kind", "类别", sort="kind")


AREA = Column("area", "所在区划", sort="area", value=lambda row: row.area.full_name)


UNTIL = Column("agreement_last", "协议至", sort="agreement_last")


class PublicInstitutions(Table):
    """Designated institutions of a day, for everybody."""

    caption = "定点医药机构"
    columns = (NAME, KIND, AREA, Column("address", "地址"), Column("phone", "电话"))
    order = "name"
    filters = InstitutionFilter
    export_name = "定点医药机构"
    empty = "这一天没有定点医药机构。"


class InstitutionTable(Table):
    """The institutions of a member of staff with their standing on the day."""

    caption = "定点医药机构"
    columns = (
        CODE,
        NAME,
        KIND,
        AREA,
        StateColumn("standing", value=standing_of, show=standing_shown),
        UNTIL,
    )
    order = "code"
    filters = StaffInstitutionFilter
    opens = "physicians:institution"
    export_name = "定点医药机构"
    empty = "您的管辖范围内还没有机构。"
    hint = "机构由省级经办登记，签订医保协议后成为定点机构。"

    def __init__(self, request: HttpRequest, rows: QuerySet[Institution]) -> None:
        self.day = asked_day(request)
        super().__init__(request, standing_on(self.day, rows))

    def row_tone(self, row: InstitutionOfADay) -> str:
        return "over" if row.suspended else ""
