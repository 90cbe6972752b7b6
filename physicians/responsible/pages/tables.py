"""Institutions and physicians as tables, as of the day in the address."""

from functools import partial

import django_filters
from django.db.models import Model, QuerySet

from catalog.fields.models import TherapeuticField
from kit.pages.as_of import AsOfFilter
from kit.pages.filters import word_filter
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from physicians.institutions import queries as institutions
from physicians.institutions.models import Institution
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.pages.shown import fields_of, physician_state
from physicians.responsible.policy import PhysicianList
from physicians.responsible.queries import filing_deadline, named_like
from physicians.responsible.words import PhysicianState, Title
from province.areas.models import Area
from province.areas.queries.scope import within
from province.areas.words import AreaLevel
from province.law.queries.policy import current_policy, states_in_use
from province.templatetags.components import deadline


class PhysicianFilter(AsOfFilter):
    """What anybody may ask of the published list."""

    name = django_filters.CharFilter(label="医师姓名", method="by_name", max_length=20)
    hospital = django_filters.CharFilter(label="医疗机构", method="at_hospital", max_length=60)
    field = django_filters.ModelChoiceFilter(
        label="治疗领域",
        queryset=TherapeuticField.objects.order_by("name"),
        field_name="treatment_fields",
        empty_label="全部",
    )
    city = django_filters.ModelChoiceFilter(
        label="{city}", queryset=Area.objects.filter(level=AreaLevel.CITY), method="in_city", empty_label="全部"
    )

    def by_name(self, rows: QuerySet[Model], name: str, words: str) -> QuerySet[Model]:
        return rows.filter(named_like(words))

    def at_hospital(self, rows: QuerySet[Model], name: str, words: str) -> QuerySet[Model]:
        return rows.filter(hospital__in=Institution.objects.filter(institutions.named_like(words)).values("pk"))

    def in_city(self, rows: QuerySet[Model], name: str, city: Area) -> QuerySet[Model]:
        return rows.filter(within(city.code, "hospital__area"))


class StaffPhysicianFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=partial(states_in_use, PHYSICIAN, PhysicianState), empty_label="全部"
    )
    name = django_filters.CharFilter(label="医师姓名", method="by_name", max_length=20)
    title = word_filter(Title, "职称")
    field = django_filters.ModelChoiceFilter(
        label="治疗领域",
        queryset=TherapeuticField.objects.order_by("name"),
        field_name="treatment_fields",
        empty_label="全部",
    )

    def by_name(self, rows: QuerySet[Model], name: str, words: str) -> QuerySet[Model]:
        return rows.filter(named_like(words))


NAME = Column("name", "姓名", sort="name")


TITLE = ChoiceColumn("title", "职称", sort="title")


SPECIALTY = Column("specialty", "执业专业", sort="specialty")


FIELDS = Column("fields", "治疗领域", value=fields_of)


HOSPITAL = Column("hospital.name", "医疗机构")


class PublicPhysicians(Table):
    """Published responsible physicians of a day, for everybody."""

    caption = "“双通道”责任医师"
    columns = (
        NAME,
        TITLE,
        SPECIALTY,
        FIELDS,
        HOSPITAL,
        Column("area", "所在区划", value=lambda r: r.hospital.area.full_name),
    )
    order = "name"
    filters = PhysicianFilter
    export_name = "责任医师"
    empty = "这一天没有已发布的责任医师。"


class PhysicianTable(Table):
    """The physicians of a member of staff, in every state."""

    caption = "责任医师"
    order = "code"
    filters = StaffPhysicianFilter
    opens = "physicians:physician"
    export_name = "责任医师"
    empty = "还没有责任医师。"
    hint = "由定点医疗机构{insurance_office}提名，{city}经办办理后由省级经办发布。"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """With the term of the city, where the province has one."""
        names = (
            Column("code", "编码", sort="code"),
            NAME,
            TITLE,
            SPECIALTY,
            FIELDS,
            HOSPITAL,
            StateColumn(draw=physician_state),
        )
        if not current_policy()[PhysicianList].filing_working_days.applies:
            return names
        return (*names, Column("due", "上报期限", value=filing_deadline, show=deadline))
