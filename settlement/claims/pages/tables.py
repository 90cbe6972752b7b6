"""The list of settlements."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django_filters import CharFilter, DateFilter, FilterSet

from kit.pages.filters import word_filter
from kit.pages.parts import Tone
from kit.pages.table import Column, MoneyColumn, StateColumn, Table
from kit.templatetags import words
from province.templatetags.components import person, status
from settlement.claims.models import Claim
from settlement.claims.words import ClaimState

CONDITIONS = {
    ClaimState.SETTLED: Q(reverses=None, reversal=None),
    ClaimState.REVERSED: Q(reverses=None, reversal__isnull=False),
    ClaimState.REVERSAL: Q(reverses__isnull=False),
}


def state_of(claim: Claim) -> ClaimState:
    """Return whether a settlement stands, was reversed, or is itself a reversal."""
    if claim.reverses_id is not None:
        return ClaimState.REVERSAL
    return ClaimState.REVERSED if hasattr(claim, "reversal") else ClaimState.SETTLED


def shown_state(claim: Claim) -> SafeString:
    """Return the state as a coloured mark."""
    state = state_of(claim)
    return status(state.label, Tone.FINE if state is ClaimState.SETTLED else Tone.PLAIN)


class ClaimFilter(FilterSet):
    """Day, state and prescription; a person is looked for by the search, whose words stay out of the address."""

    day = DateFilter(label="购药日", field_name="purchase_day")
    state = word_filter(ClaimState, "状态", method="in_state")
    rxno = CharFilter(label="处方流水号", field_name="prescription_id", max_length=24)

    class Meta:
        model = Claim
        fields = ["day", "state", "rxno"]

    def in_state(self, rows: QuerySet[Claim], _name: str, state: str) -> QuerySet[Claim]:
        return rows.filter(CONDITIONS[ClaimState(state)])


def _person(claim: Claim) -> SafeString:
    return person(claim.person.name, insurance=claim.get_insurance_type_display())


class ClaimTable(Table):
    caption = "结算记录"
    columns = (
        Column("pk", "结算编号", sort="pk"),
        Column("settled_at", "结算时间", show=words.moment),
        Column("person.name", "参保人", draw=_person),
        Column("prescription_id", "处方流水号"),
        MoneyColumn("total", "总额（元）"),
        MoneyColumn("fund_total", "基金支付（元）"),
        MoneyColumn("patient", "个人负担（元）"),
        StateColumn(value=state_of, draw=shown_state),
    )
    order = "-pk"
    filters = ClaimFilter
    opens = "settlement:claim"
    export_name = "结算记录"
    empty = "这一天还没有结算。"
    hint = "从“结算”输入处方流水号，或由收银系统经接口结算。"


class AgencyClaimTable(ClaimTable):
    """With the institution, for those who see many."""

    columns = (*ClaimTable.columns[:3], Column("institution.name", "机构"), *ClaimTable.columns[4:])
    empty = "没有结算记录。"
    hint = "本区划参保人在定点医药机构的结算会出现在这里。"


def table_for(request: HttpRequest, rows: QuerySet[Claim], of_agency: bool) -> ClaimTable:
    """Return the list of settlements, with the agency's columns where an agency reads it."""
    return (AgencyClaimTable if of_agency else ClaimTable)(request, rows)
