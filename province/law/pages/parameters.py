"""The parameters for officials: what the act in use sets, since when, and on whose word."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acts.parameters import Basis, DatedValue, Entry
from acts.policy import Policy, Section
from kit.clock import today
from kit.forms import dress
from kit.pages.parts import Tone
from kit.period import Period
from kit.words import say
from province.areas.models import Area
from province.frame.access import ANYONE, page
from province.law.pages.shown import value_shown
from province.law.queries.policy import current_policy

TONES: dict[Basis | None, Tone] = {Basis.DECISION: Tone.SOON}
ABSENT = ("absent", "没有规定")


def basis_choices() -> list[tuple[str, str]]:
    """Return what the filter offers, in the words of the act in use."""
    return [("", "全部"), *Basis.as_choices(), ABSENT]


@dataclass(frozen=True)
class Line:
    """One value of a parameter as the page shows it, or why the act has none."""

    parameter: DatedValue[object]
    area: str
    value: str
    period: Period | None
    standing: str
    source: str
    basis: Basis | None

    @property
    def kind(self) -> str:
        return self.basis or ABSENT[0]

    @property
    def word(self) -> str:
        return str(self.basis.label) if self.basis else ABSENT[1]

    @property
    def tone(self) -> Tone:
        return TONES.get(self.basis, Tone.PLAIN)


@dataclass(frozen=True)
class Group:
    """A section with those of its lines that were asked for."""

    label: str
    lines: tuple[Line, ...]


class ParameterFilter(forms.Form):
    """Which parameters to show."""

    basis = forms.ChoiceField(label="依据性质", required=False, choices=basis_choices)
    words = forms.CharField(label="名称、条号或文字", required=False, max_length=40)

    def __init__(self, query: Mapping[str, object]) -> None:
        super().__init__(query)
        for field in self.fields.values():
            dress(field)

    def wants(self, line: Line) -> bool:
        """Whether the line is asked for; a filter that cannot be read shows nothing."""
        basis, words = self.cleaned_data["basis"], self.cleaned_data["words"]
        text = (say(line.parameter.label), line.area, line.value, line.source, line.parameter.note)
        return basis in ("", line.kind) and words in " ".join(text)


@page(roles=ANYONE)
def parameters(request: HttpRequest) -> HttpResponse:
    form, policy, day = ParameterFilter(request.GET.dict()), current_policy(), today()
    groups = _groups(policy, day, form) if form.is_valid() else []
    counts = Counter((line.word, line.tone) for group in groups for line in group.lines)
    numbers = [(*words, number) for words, number in counts.most_common()]
    context = {"filter": form, "policy": policy, "groups": groups, "numbers": numbers}
    return render(request, "province/parameters.html", context)


def _groups(policy: Policy, day: date, form: ParameterFilter) -> list[Group]:
    codes = {entry.area for parameter in policy.parameters() for entry in parameter.entries if entry.area}
    areas = dict(Area.objects.filter(pk__in=codes).values_list("pk", "name"))
    groups = (
        Group(section.label, tuple(filter(form.wants, _lines(section, areas, day)))) for section in policy.sections()
    )
    return [group for group in groups if group.lines]


def _lines(section: Section, areas: Mapping[str, str], day: date) -> Iterator[Line]:
    for parameter in section.parameters():
        if not parameter.entries:
            yield Line(parameter, "", parameter.absent, None, "", parameter.source, None)
        for entry in parameter.entries:
            area, value = areas.get(entry.area, entry.area), value_shown(entry.value, parameter.unit)
            yield Line(parameter, area, value, entry.period, _standing(entry, day), entry.source, entry.basis)


def _standing(entry: Entry[object], day: date) -> str:
    """Say so where a value is not in force on the day."""
    if entry.period.contains(day):
        return ""
    return "尚未生效" if day < entry.period.first else "已失效"
