"""Institutions and physicians as tables, as of the day in the address."""

import django_filters
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from catalog.models import TherapeuticField
from physicians.models import Institution, InstitutionKind, PhysicianState, Title
from physicians.pages.words import (
    SERVING,
    STANDINGS,
    SUSPENDED,
    UNDESIGNATED,
    InstitutionOfADay,
    fields_of,
    physician_state,
    standing_of,
    standing_shown,
)
from physicians.queries.institutions import standing_on
from physicians.queries.physicians import filing_deadline
from province.models import Area, AreaLevel
from province.pages.as_of import AsOfFilter, asked_day
from province.pages.table import Column, Table
from province.queries.policy import current_policy
from province.queries.scope import within
from province.templatetags.components import deadline

STANDING = {
    SERVING: Q(agreed=True, suspended=False),
    SUSPENDED: Q(agreed=True, suspended=True),
    UNDESIGNATED: Q(agreed=False),
}


def place(area: Area) -> str:
    """A county with its city."""
    return f"{area.parent.name}{area.name}" if area.parent and area.level == AreaLevel.COUNTY else area.name


class InstitutionFilter(AsOfFilter):
    """What anybody may ask of the list of institutions."""

    name = django_filters.CharFilter(label="名称", lookup_expr="contains", max_length=60)
    kind = django_filters.ChoiceFilter(label="类别", choices=InstitutionKind.choices, empty_label="全部")
    city = django_filters.ModelChoiceFilter(
        label="市州", queryset=Area.objects.filter(level=AreaLevel.CITY), method="in_city", empty_label="全部"
    )

    def in_city(self, rows: QuerySet[Institution], name: str, city: Area) -> QuerySet[Institution]:
        return rows.filter(within(city.code))


class StaffInstitutionFilter(InstitutionFilter):
    """What staff may ask besides."""

    standing = django_filters.ChoiceFilter(
        label="状态", choices=list(STANDINGS.items()), method="of_standing", empty_label="全部"
    )

    def of_standing(self, rows: QuerySet[Institution], name: str, standing: str) -> QuerySet[Institution]:
        return rows.filter(STANDING[standing])


CODE = Column("code", "机构编码", sort="code")
NAME = Column("name", "名称", sort="name")
KIND = Column("kind", "类别", sort="kind", value=lambda row: row.get_kind_display())
AREA = Column("area", "所在区划", sort="area", value=lambda row: place(row.area))
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
        Column(
            "standing", "状态", value=standing_of, show=standing_shown, exported=lambda standing: STANDINGS[standing]
        ),
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


class PhysicianFilter(AsOfFilter):
    """What anybody may ask of the published list."""

    name = django_filters.CharFilter(label="医师姓名", lookup_expr="contains", max_length=20)
    hospital = django_filters.CharFilter(
        label="医疗机构", field_name="hospital__name", lookup_expr="contains", max_length=60
    )
    field = django_filters.ModelChoiceFilter(
        label="治疗领域",
        queryset=TherapeuticField.objects.order_by("name"),
        field_name="treatment_fields",
        empty_label="全部",
    )
    city = django_filters.ModelChoiceFilter(
        label="市州", queryset=Area.objects.filter(level=AreaLevel.CITY), method="in_city", empty_label="全部"
    )

    def in_city(self, rows: QuerySet[Model], name: str, city: Area) -> QuerySet[Model]:
        return rows.filter(within(city.code, "hospital__area"))


class StaffPhysicianFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=PhysicianState.choices, empty_label="全部")
    name = django_filters.CharFilter(label="医师姓名", lookup_expr="contains", max_length=20)
    title = django_filters.ChoiceFilter(label="职称", choices=Title.choices, empty_label="全部")
    field = django_filters.ModelChoiceFilter(
        label="治疗领域",
        queryset=TherapeuticField.objects.order_by("name"),
        field_name="treatment_fields",
        empty_label="全部",
    )


PHYSICIAN = Column("name", "姓名", sort="name")
TITLE = Column("title", "职称", sort="title", value=lambda row: row.get_title_display())
SPECIALTY = Column("specialty", "执业专业", sort="specialty")
FIELDS = Column("fields", "治疗领域", value=fields_of)
HOSPITAL = Column("hospital.name", "医疗机构")


class PublicPhysicians(Table):
    """Published responsible physicians of a day, for everybody."""

    caption = "“双通道”责任医师"
    columns = (
        PHYSICIAN,
        TITLE,
        SPECIALTY,
        FIELDS,
        HOSPITAL,
        Column("area", "所在区划", value=lambda r: place(r.hospital.area)),
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
    hint = "由定点医疗机构医保科提名，市州经办办理后由省级经办发布。"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """With the term of the city, where the province has one."""
        state = Column(
            "state", "状态", value=lambda row: row, show=physician_state, exported=lambda r: r.get_state_display()
        )
        shown = (Column("code", "编码", sort="code"), PHYSICIAN, TITLE, SPECIALTY, FIELDS, HOSPITAL, state)
        if not current_policy().list_filing_working_days.applies:
            return shown
        return (*shown, Column("due", "上报期限", value=filing_deadline, show=deadline))
