"""What a user reads of every refusal that the house knows: the article of the act in use, or none, in every face."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from acts.citations import article_of, load_citations
from acts.inspection import NATIONAL_ID
from acts.inventory import every_rule
from acts.parameters import PolicyNotInForce, Sourced
from acts.policy import Policy
from acts.register import load_register
from acts.rules import Outcome, Refused, Rule, Verdict, judge
from kit.errors import Busy, DomainError, NotFound, every_kind
from kit.forms import PageForm
from province.frame.error_pages import explain_on_page
from province.frame.problems import describe
from province.law.queries.policy import article_against

Shown = dict[str, str]


def errors() -> Iterator[DomainError]:
    """One of every kind that has a code of its own and brings no article; whatever sentence it has."""
    for kind in every_kind():
        if "code" in vars(kind) and not issubclass(kind, Sourced) and kind.__module__.partition(".")[0] != "tests":
            error = kind.__new__(kind)
            DomainError.__init__(error, "不符合规定。")
            yield error


def refusal(rule: type[Rule]) -> Refused:
    return Refused([Verdict(rule.code, rule.sentence, Outcome.FAILED, "", demand=rule.ground or rule.code)])


def refusals() -> list[DomainError]:
    everything = [*errors(), *map(refusal, every_rule())]
    assert len(everything) > 200
    return everything


def in_the_api(error: DomainError) -> str:
    return describe(error).source or ""


def in_a_form(error: DomainError) -> str:
    """Which article stands in the form that was refused, as a page draws it."""
    form = PageForm({})
    form.refuse(error, article_against(error))
    return "".join(re.findall("（依据 (.*?)）", unescape(str(form.errors))))


def request() -> HttpRequest:
    asked = RequestFactory().get("/")
    asked.user = AnonymousUser()
    return asked


def on_a_page(error: DomainError) -> str:
    """Which article opens from the page that explains a refusal, or is named there where there is none to open."""
    page = explain_on_page(request(), error).content.decode()
    lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
    return re.sub("<[^>]*>", "", lead).replace(error.message, "").strip()


def shown(face: Callable[[DomainError], str], *, but: tuple[type[DomainError], ...] = ()) -> Shown:
    return {error.demand: face(error) for error in refusals() if not isinstance(error, but)}


def foreign(articles: Shown, policy: Policy) -> Shown:
    """What is of another act than the policy's and the nation's; what no register has is named in its own words."""
    own = {policy.act.id, NATIONAL_ID}
    acts = {demand: load_register().article(ref).act for demand, ref in articles.items() if re.match("[A-Z]{2}-", ref)}
    return {demand: act for demand, act in acts.items() if act not in own}


def written(demand: str, policy: Policy) -> str:
    row = load_citations(policy.name).get(demand)
    return row.cites if row else ""


def test_the_api_cites_for_every_refusal_what_the_act_in_use_says(policy: Policy) -> None:
    articles = shown(in_the_api)
    assert foreign(articles, policy) == {}
    assert articles == {demand: written(demand, policy) for demand in articles}


def test_a_form_cites_for_every_refusal_what_the_act_in_use_says(policy: Policy) -> None:
    articles = shown(in_a_form, but=(Busy,))
    assert foreign(articles, policy) == {}
    assert articles == {demand: written(demand, policy) for demand in articles}


@pytest.mark.django_db
def test_a_page_cites_for_every_refusal_what_the_act_in_use_says(policy: Policy) -> None:
    articles = shown(on_a_page, but=(NotFound,))
    assert foreign(articles, policy) == {}
    assert articles == {demand: written(demand, policy) for demand in articles}


def test_a_refusal_of_the_house_alone_cites_nothing_and_every_other_one_has_its_row(policy: Policy) -> None:
    house = {error.demand for error in errors() if error.house}
    rows = load_citations(policy.name).keys()
    assert {error.demand for error in refusals()} - rows == house - rows
    assert {article_of(policy, error) for error in errors() if error.demand in house - rows} == {""}


def test_no_rule_that_the_act_does_not_know_is_ever_asked(policy: Policy) -> None:
    absent = {demand for demand, row in load_citations(policy.name).items() if row.absent}
    unknown = [rule for rule in every_rule() if (rule.ground or rule.code) in absent]
    assert unknown
    assert judge([rule() for rule in unknown], None, policy) == ()
    assert {article_of(policy, refusal(rule)) for rule in unknown} == {""}


SILENT = {
    "hunan": {"OWN_CASE", "PAPER_RECORDED_ALREADY"},
    "jiangsu": {
        "OWN_CASE", "BENEFITS_NOT_ACTIVE", "BENEFITS_HELD", "CHARGE_ABOVE_STANDARD", "LIMITS_MISSING",
        "ASSISTANCE_MISSING", "suspended_for.benefits_stopped",
    },
}  # fmt: skip


TWO_PERSONS = {f"proposal.{verb}" for verb in ("propose", "confirm", "decline", "take_back")}


def test_a_rule_on_which_the_act_is_silent_is_asked_all_the_same(policy: Policy) -> None:
    silent = {demand for demand, row in load_citations(policy.name).items() if row.silent}
    assert silent == SILENT[policy.name] | TWO_PERSONS
    assert all(rule().exists(policy) for rule in every_rule() if rule.code in silent)


def test_a_parameter_that_is_not_in_force_brings_an_article_of_its_act(policy: Policy) -> None:
    day = date(2026, 11, 23)
    articles = {each.name: in_the_api(PolicyNotInForce(each, day)) for each in policy.parameters()}
    assert foreign(articles, policy) == {}
    assert all(articles.values())
