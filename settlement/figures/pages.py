"""The figures of the pooling areas: a table as of a day, and the forms by which one person proposes another."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from eligibility.people.policy import Insuring
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.clock import today
from kit.pages.as_of import asked_day
from kit.words import Word
from province.areas.models import Area
from province.areas.policy import OwnRows
from province.areas.words import AreaLevel, Matter
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Step, perform
from province.law.queries.policy import current_policy
from province.proposals.actions import Figure, propose
from province.proposals.cycle import CURATORS
from province.proposals.models import FigureRow, Proposal
from province.proposals.queries import waiting
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.actions import Assistance, Limit, Rate
from settlement.figures.actions.figures import assistance_words, limit_words, rate_words
from settlement.figures.forms import AssistanceForm, FigureForm, LimitForm, RateForm
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule
from settlement.figures.queries import in_time, rows_from
from settlement.figures.words import LimitKind, RateKind

READERS = frozenset(CURATORS) | {
    Role.LOCAL_DEPARTMENT, Role.PROVINCIAL_AGENCY, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR,
}  # fmt: skip
OVERVIEW = "settlement:figures"

Row = TypeVar("Row", bound=FigureRow)


@dataclass(frozen=True)
class Cell:
    """One figure as the table shows it: now, what comes next, and what next year lacks; where it is proposed anew."""

    label: str
    amount: str
    document: str
    following: str
    lacks_next_year: bool
    url: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Line:
    """One line of the table: whose figures, and the figures."""

    area: str
    insurance_type: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """One table: its rows are areas, by insurance type where `types` are given, its columns the members of a word.

    `column` names the field of the columns, `words` says how a row is written, `route` where one is proposed.
    """

    title: str
    demand: str
    kind: type[Row]
    route: str
    figure: type[Figure]
    column: str
    members: tuple[Word, ...]
    types: tuple[InsuranceType, ...]
    words: Callable[[Row], str]
    only: Mapping[str, str] = field(default_factory=dict)

    def lines(self, areas: Sequence[Area], day: date, user: Account) -> Iterator[Line]:
        """Yield the lines of the table, with what the account may know to be proposed. Two queries."""
        proposals: defaultdict[tuple[str, ...], list[Proposal]] = defaultdict(list)
        columns = ("area", *(["insurance_type"] if self.types else []), self.column)
        for proposal in waiting(user, self.figure.word):
            if all((proposal.terms.get(name) or "") == value for name, value in self.only.items()):
                proposals[tuple(proposal.terms[name] for name in columns)].append(proposal)
        rows: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        names = ("area_id", *(["insurance_type"] if self.types else []), self.column)
        for row in rows_from(self.kind, day).filter(**self.only):
            rows[tuple(getattr(row, name) for name in names)].append(row)
        for area in areas:
            for insurance in self.types or (None,):
                of = {"area": area.pk} | ({"insurance_type": insurance.value} if insurance else {})
                keys = [(*of.values(), member.value) for member in self.members]
                cells = [
                    self.cell(member, of, rows[key], tuple(proposals[key]), day)
                    for member, key in zip(self.members, keys, strict=True)
                ]
                yield Line(area.name, insurance.label if insurance else "", tuple(cells))

    def cell(
        self, member: Word, of: Mapping[str, str], rows: Sequence[Row], proposals: tuple[Proposal, ...], day: date
    ) -> Cell:
        """Return one figure as of the day, with the address at which another is proposed."""
        stand = in_time(rows, day)
        following = f"{stand.following.first_day} 起 {self.words(stand.following)}" if stand.following else ""
        return Cell(
            label=member.label,
            amount=self.words(stand.row) if stand.row else "",
            document=getattr(stand.row, "document", ""),
            following=following,
            lacks_next_year=stand.lacks_next_year,
            url=f"{reverse(f'settlement:{self.route}')}?{urlencode({**of, self.column: member.value})}",
            proposals=proposals,
        )


@page(roles=READERS)
def figures(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of every pooling area, or of the one in the address, as of the day there."""
    day, user = asked_day(request), who(request)
    cities = list(Area.objects.filter(level=AreaLevel.CITY).order_by("code"))
    # Whoever works in a city begins with his own; an empty choice is all of them.
    city = request.GET.get("city", user.area.pooling_code if user.area else "")
    areas = [area for area in cities if area.pk == city] or cities
    may_set = current_policy()[OwnRows].may_set.on(day)
    types = tuple(member for member in InsuranceType if member in current_policy()[Insuring].types.on(day))
    limits = Sheet(
        "年度限额", "limit.set", AnnualLimit, "propose_limit", Limit, "kind", tuple(LimitKind), types,
        limit_words, only={"category": ""},
    )  # fmt: skip
    assistance = Sheet(
        "医疗救助标准", "assistance_rule.set", AssistanceRule, "propose_assistance", Assistance, "category",
        tuple(AssistanceCategory), (), assistance_words,
    )  # fmt: skip
    rates = Sheet(
        "支付比例", "area_rate.set", AreaRate, "propose_rate", Rate, "kind", tuple(RateKind), types, rate_words
    )
    tables = [
        (sheet, list(sheet.lines(areas, day, user)))
        for matter, sheet in ((Matter.LIMIT, limits), (Matter.ASSISTANCE, assistance), (Matter.RATE, rates))
        if matter in may_set
    ]
    lacking = sum(cell.lacks_next_year for _, lines in tables for line in lines for cell in line.cells)
    context = {
        "day": day,
        "curates": user.role in CURATORS,
        "tables": tables,
        "cities": cities,
        "city": areas[0].pk if len(areas) == 1 else "",
        "recipients": rows_from(AnnualLimit, day)
        .filter(area__in=areas)
        .exclude(category="")
        .order_by("area", "category", "first_day"),
        "lacks": f"{day.year + 1} 年未定",
        "lacking": f"{day.year + 1} 年还有 {lacking} 项未定" if lacking else "",
    }
    return render(request, "settlement/figures.html", context)


def _propose(request: HttpRequest, form: type[FigureForm], title: str) -> HttpResponseBase:
    """The page on which a figure is proposed, filled in with what the place says that it is proposed from."""
    crumbs = (("待遇标准", reverse(OVERVIEW)),)
    words = "提出之后由另一名工作人员确认，确认之前结算不按它；确认后自起始日起执行，已经结算的不变。"
    result = "已提出，等另一名工作人员确认。"
    step = Step(f"提出{title}", "提出", words, result, reverse("province:proposals"), crumbs, "proposal.propose")
    question = form(current_policy(), today(), form_data(request), request.GET.dict())
    propose_as = partial(propose, by=who(request), on=today())
    return perform(
        request,
        question,
        step,
        lambda answers: propose_as(figure=question.figure(), first=answers["first"], document=answers["document"]),
    )


@page(roles=CURATORS)
def propose_limit(request: HttpRequest) -> HttpResponseBase:
    """Propose a yearly limit."""
    return _propose(request, LimitForm, "年度限额")


@page(roles=CURATORS)
def propose_assistance(request: HttpRequest) -> HttpResponseBase:
    """Propose how an area assists a category."""
    return _propose(request, AssistanceForm, "医疗救助标准")


@page(roles=CURATORS)
def propose_rate(request: HttpRequest) -> HttpResponseBase:
    """Propose what an area pays."""
    return _propose(request, RateForm, "支付比例")
