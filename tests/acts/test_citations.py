"""What an act says of each demand of the code: complete, of that act, and never a switch by silence."""

import re

import pytest
from django.conf import settings

from acts.citations import Citation, UnknownDemand, article_of_code, citation, load_citations, parse_citations
from acts.demands import carries, signatures
from acts.files import ActFileError
from acts.inspection import complaints, unknown_references, unspoken
from acts.inventory import acts_with_citations, carriers, demands
from acts.loader import load_policy
from acts.register import load_register
from province.law.checks import import_floors

ACTS = acts_with_citations()


@pytest.fixture(autouse=True)
def everything_imported() -> None:
    import_floors()


@pytest.mark.parametrize("act", ACTS)
def test_every_act_speaks_of_every_demand_and_of_no_other(act: str) -> None:
    assert [str(complaint) for complaint in complaints(act)] == []
    assert len(demands()) > 200


@pytest.mark.parametrize("act", ACTS)
def test_an_article_belongs_to_the_act_that_cites_it(act: str) -> None:
    own = load_policy(act).act.id
    cited = {row.cites for row in load_citations(act).values() if row.cites and "号" not in row.cites}
    assert {load_register().article(article).act for article in cited} == {own}


def test_a_demand_that_a_template_names_is_one_that_the_code_has() -> None:
    pages = [page.read_text("utf-8") for page in (settings.BASE_DIR / "templates").rglob("*.html")]
    named = {demand for page in pages for demand in re.findall(r'{% article(?:_number)? "([A-Za-z_.]+)"', page)}
    assert "annual_limits" in named
    assert named <= demands().keys()


def row(demand: str, cites: str = "HN-5", *obligations: str, absent: str = "") -> dict[str, Citation]:
    return {demand: Citation(demand, cites, obligations, absent)}


@pytest.mark.parametrize(
    ("known", "citations", "demand", "reason"),
    [
        ({"PERSON_ALIVE": ()}, {}, "PERSON_ALIVE", "missing"),
        ({}, row("PERSON_ALIVE"), "PERSON_ALIVE", "unknown"),
        ({"A": ()}, row("A", "HN-99"), "A", "cites HN-99"),
        ({"A": ()}, row("A", "JS-8"), "A", "cites JS-8"),
        ({"A": ()}, row("A", "HN-5", "HN-5.9"), "A", "carries HN-5.9"),
        ({"A": ()}, row("A", "HN-5", "JS-8.1"), "A", "carries JS-8.1"),
    ],
)
def test_what_does_not_fit_is_named_with_its_reason(known, citations, demand, reason) -> None:
    foreign = unknown_references(citations, frozenset({"HN", "CN"}), load_register())
    ((key, told),) = (*unspoken(known.keys(), citations.keys()), *foreign)
    assert (key, told.startswith(reason)) == (demand, True)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("A = 1", "A", "is no table"),
        ("A = {}", "A", "exactly one of cites, absent and silent"),
        ('A = { cites = "HN-5", absent = "无" }', "A", "exactly one of cites, absent and silent"),
        ('A = { absent = "无", carries = ["HN-5.1"] }', "A", "carries nothing"),
        ('A = { silent = "无", carries = ["HN-5.1"] }', "A", "carries nothing"),
        ('A = { silent = "无", absent = "无" }', "A", "exactly one of cites, absent and silent"),
        ('claim.settle = { cite = "HN-5" }', "claim.settle", "unknown field `cite`"),
        ("A = ", "-", "not TOML"),
    ],
)
def test_citations_that_cannot_be_read_name_file_key_and_reason(text: str, key: str, reason: str) -> None:
    with pytest.raises(ActFileError) as refused:
        parse_citations(text, "hunan")
    assert (refused.value.file, refused.value.key) == ("hunan/citations.toml", key)
    assert reason in refused.value.reason


def test_a_step_of_a_life_cycle_is_a_demand_of_noun_and_verb() -> None:
    assert citation(load_policy("hunan"), "application.submit").cites == "HN-22.4"
    assert citation(load_policy("jiangsu"), "application.submit").cites == "JS-9(1).2"


def test_a_step_that_an_act_leaves_out_has_no_article_there() -> None:
    with pytest.raises(UnknownDemand):
        citation(load_policy("jiangsu"), "application.accept")


def test_a_code_of_the_house_has_no_article() -> None:
    assert article_of_code(load_policy("hunan"), "BUSY") == ""


def test_an_obligation_is_carried_by_what_signed_for_its_demands() -> None:
    assert "province.areas.policy:OwnRows.refuse" in carriers()["HN-6.3"]
    assert "eligibility.applications.cycle:application.accept" in carriers()["HN-23.4"]
    assert "settlement.counter.rules.people:Insured" in carriers()["HN-5.1"]


def test_signing_leaves_the_function_as_it_was() -> None:
    def deadline() -> str:
        return "unchanged"

    assert carries()(deadline) is deadline
    assert "unchanged" not in signatures()
