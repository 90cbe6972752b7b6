"""The register for officials: what the acts ask for, who carries it, and when that was last proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acts.proof import Standing, State, counts
from acts.register import Article, Kind
from kit.forms import dress
from kit.pages.parts import Tone
from province.frame.access import ANYONE, page
from province.law.pages.carriers import Carriers
from province.law.queries import register
from province.law.queries.policy import current_policy, register_in_use

STATE_WORDS = {
    State.PROVED: ("由系统办理", Tone.FINE),
    State.UNPROVED: ("由系统办理，待验证", Tone.SOON),
    State.PLANNED: ("计划中", Tone.SOON),
    State.HUMAN: ("由人办理", Tone.PLAIN),
}
KIND_WORDS = {Kind.SYSTEM: "由系统承担", Kind.HUMAN: "由人承担"}


@dataclass(frozen=True)
class Line:
    """One obligation as the page shows it, with what carries it in the words of those who read it."""

    standing: Standing
    word: str
    tone: Tone
    carriers: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One article with those of its obligations that were asked for."""

    article: Article
    lines: tuple[Line, ...]


class RegisterFilter(forms.Form):
    """Which obligations to show. Without an act: the act of this province."""

    act = forms.ChoiceField(label="{act}")
    state = forms.ChoiceField(label="落实情况", required=False)
    kind = forms.ChoiceField(label="承担者", required=False)
    words = forms.CharField(label="条号或文字", required=False, max_length=40)

    def __init__(self, query: Mapping[str, object]) -> None:
        super().__init__({"act": current_policy().act.id, **query})
        self._offer("act", [(act.id, act.short) for act in register_in_use().acts if act.articles])
        self._offer("state", [("", "全部"), *((state.value, word) for state, (word, _) in STATE_WORDS.items())])
        self._offer("kind", [("", "全部"), *((kind.value, word) for kind, word in KIND_WORDS.items())])
        for field in self.fields.values():
            dress(field)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wants(self, standing: Standing) -> bool:
        """Whether the obligation is asked for; a filter that cannot be read shows nothing."""
        query, obligation = self.cleaned_data, standing.obligation
        return (
            obligation.article.startswith(f"{query['act']}-")
            and query["state"] in ("", standing.state)
            and query["kind"] in ("", obligation.kind)
            and query["words"] in f"{obligation.id} {obligation.zh} {_article(obligation.article).title}"
        )


@page(roles=ANYONE)
def obligations(request: HttpRequest) -> HttpResponse:
    form = RegisterFilter(request.GET.dict())
    rows = [standing for standing in register.standings() if form.wants(standing)] if form.is_valid() else []
    numbers = [(*STATE_WORDS[state], number) for state, number in counts(rows).items() if number]
    context = {"filter": form, "sections": _sections(rows), "numbers": numbers}
    return render(request, "province/register.html", context)


def _sections(standings: list[Standing]) -> list[Section]:
    lines: dict[str, list[Line]] = {}
    carriers = Carriers()
    for standing in standings:
        line = Line(standing, *STATE_WORDS[standing.state], carriers.in_words(standing.code))
        lines.setdefault(standing.obligation.article, []).append(line)
    return [Section(_article(name), tuple(rows)) for name, rows in lines.items()]


def _article(name: str) -> Article:
    return register_in_use().articles[name]
