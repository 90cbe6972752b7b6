"""The catalogue as tables: the public list, and all drugs with their state on a day."""

from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, Protocol
from urllib.parse import urlencode

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.drugs.models import Drug
from catalog.drugs.pages.shown import class_shown, name_shown, span_words, state_shown
from catalog.drugs.queries import named_like
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.fields.models import TherapeuticField
from catalog.listings.queries import as_of, count_ending, ending_without_successor, undecided_on
from catalog.listings.rules.lapse import waits_since
from catalog.listings.words import AFTER_REVIEW, DIRECT, DelistingCause, ListingState
from kit.pages.as_of import AsOfFilter, asked_day
from kit.pages.filters import word_filter
from kit.pages.parts import Part
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from province.law.queries.policy import current_policy

SOON = (7, 30, 90)  # days, as officials look ahead


class DrugOfADay(Protocol):
    """A drug from `as_of(day)`."""

    listing_first: date | None
    listing_last: date | None
    delisted_for: DelistingCause | Literal[""] | None


def state_on(drug: DrugOfADay, day: date) -> ListingState:
    """The state of a drug from `as_of(day)`; no query."""
    if drug.listing_first is None or drug.listing_last is None:
        return ListingState.UNLISTED
    if drug.listing_last >= day:
        return ListingState.LISTED
    if drug.delisted_for:
        return drug.delisted_for.state
    waits = drug.listing_last >= waits_since(day, current_policy())
    return ListingState.LAPSED if waits else ListingState.EXPIRED


def in_state(state: ListingState, day: date) -> Q:
    """The same as a condition of the query."""
    over, since = Q(listing_last__lt=day), waits_since(day, current_policy())
    return {
        ListingState.UNLISTED: Q(listing_first=None),
        ListingState.LISTED: Q(listing_last__gte=day),
        ListingState.LAPSED: over & Q(delisted_for="", listing_last__gte=since),
        ListingState.EXPIRED: over & Q(delisted_for="", listing_last__lt=since),
        ListingState.DELISTED: over & Q(delisted_for__in=DIRECT),
        ListingState.DELISTED_AFTER_REVIEW: over & Q(delisted_for__in=AFTER_REVIEW),
    }[state]


class ListFilter(AsOfFilter):
    """What the public may ask of the list."""

    words = django_filters.CharFilter(label="名称或拼音", method="by_name", max_length=60)
    field = django_filters.ModelChoiceFilter(
        label="治疗领域", queryset=TherapeuticField.objects.order_by("name"), empty_label="全部"
    )
    origin = word_filter(DrugOrigin, "来源", field_name="listing_origin")

    def by_name(self, rows: QuerySet[Drug], name: str, words: str) -> QuerySet[Drug]:
        return rows.filter(pk__in=Drug.objects.filter(named_like(words)).values("pk"))


class DrugFilter(ListFilter):
    """What staff may ask besides: the part of the national list, and the state on the day."""

    ending = django_filters.ChoiceFilter(
        label="即将到期", method="ends_within", empty_label="不限", choices=[(days, f"{days} 天内") for days in SOON]
    )
    section = word_filter(NationalSection, "国家目录部分", field_name="terms_of_day__section")
    state = word_filter(ListingState, "状态", method="of_state")

    def ends_within(self, rows: QuerySet[Drug], name: str, days: str) -> QuerySet[Drug]:
        day = asked_day(self.request)
        ending = ending_without_successor(day, day + timedelta(days=int(days)))
        return rows.filter(pk__in=ending.order_by().values("drug"))

    def of_state(self, rows: QuerySet[Drug], name: str, state: str) -> QuerySet[Drug]:
        return rows.filter(in_state(ListingState(state), asked_day(self.request)))


class OfDay(Table):
    """A table of drugs as of the day in the address; the day goes along to the drug's page."""

    order = "name"

    def __init__(self, request: HttpRequest, drugs: QuerySet[Drug]) -> None:
        self.day = asked_day(request)
        super().__init__(request, as_of(self.day, drugs))

    def row_url(self, row: Drug) -> str:
        return f"{reverse(self.opens, args=[row.pk])}?{urlencode({'day': self.day})}"


NAME = Column("name", "药品名称", sort="pinyin", value=attrgetter("generic_name"), draw=name_shown)
FORM = Column("dosage_form", "剂型", sort="dosage_form")
FIELD = Column("field.name", "治疗领域")
VALID = Column(
    "listing_last", "有效期", sort="listing_last", value=lambda d: span_words(d.listing_first, d.listing_last)
)
ORIGIN = ChoiceColumn("listing_origin", "来源")


def scope_shown(text: str) -> SafeString:
    """Return the restricted scope, in lines short enough to read."""
    return format_html('<span class="scope">{}</span>', text)


SCOPE = Column(
    "restricted_scope",
    "限定支付范围",
    value=lambda drug: drug.terms_of_day.restricted_scope if drug.terms_of_day else "",
    show=scope_shown,
)


class PublicList(OfDay):
    """The separate-payment list as anybody may read it; no price stands here."""

    caption = "“双通道”{separate_payment}药品目录"
    columns = (NAME, FORM, FIELD, SCOPE, VALID, ORIGIN)
    filters = ListFilter
    opens = "catalog:published_drug"
    export_name = "{separate_payment}药品目录"
    empty = "这一天没有{separate_payment}药品。"
    hint = "目录自《{act}》施行之日起公布，请换一个日期查看。"


class DrugTable(OfDay):
    """Every registered drug with its class and state on the day."""

    caption = "药品"
    filters = DrugFilter
    opens = "catalog:drug"
    export_name = "药品目录"
    empty = "还没有登记药品。"
    hint = "目录管理员可导入国家目录表格。"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        day = self.day
        return (
            NAME,
            FORM,
            Column("national_number", "国家编号", sort="national_number"),
            FIELD,
            Column("class", "类别", value=lambda drug: class_shown(drug.terms_of_day, state_on(drug, day))),
            StateColumn(value=lambda drug: state_on(drug, day), show=state_shown),
            VALID,
            ORIGIN,
        )


def ending_parts(table: DrugTable) -> list[Part]:
    """What waits for a decision on the table's day, and what ends soon and has nothing yet that takes over."""
    day, query = table.day, table.request.GET
    state = ListingState.LAPSED
    ways = [(state.label, undecided_on(day).count(), "state", state.value, "over")]
    counts = count_ending(SOON, day)
    ways += [
        (f"{days} 天内到期", counts[days], "ending", str(days), "soon" if days == SOON[0] else "") for days in SOON
    ]
    return [
        Part(label, count, f"?{urlencode({'day': day, name: value})}", tone, query.get(name) == value)
        for label, count, name, value, tone in ways
        if count
    ]
