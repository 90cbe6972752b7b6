"""The register is complete and checked."""

import pytest

from acts.files import ActFileError
from acts.register import Kind, UnknownObligation, every_obligation, load_register, parse_act

ACT = '[act]\nid = "HN"\ntitle = "办法"\nshort = "办法"\nnumber = "1"\n'
ARTICLE = '[HN-1]\nnumber = "第一条"\nchapter = "总则"\ntitle = "依据"\nsummary = "说明"\n'

# How many obligations each article has, in the acts' order: a lost or invented one is seen by its place.
OF_HUNAN = "1 1 5 4 2 3 6 4 13 2 3 3 2 3 5 3 6 7 3 5 5 4 10 4 4 5 4 6 4 5 2 6 5 4 4 4 6 9 2 8"
OF_JIANGSU = "1 3 3 8 11 4 3 3 1 4 3 7 6 6 2 3 1 1 1 4 6 4 3 1 1 1 3 1 1"
OF_PEOPLE = (
    "HN-1.1 HN-7.1 HN-7.3 HN-8.1 HN-20.3 HN-21.1 HN-26.1 HN-28.6 HN-29.1 HN-30.5 HN-31.2 HN-32.5 HN-34.3 HN-37.6 "
    "HN-38.4 JS-1.1 JS-4.1 JS-4.8 JS-5.2 JS-16.1 JS-A3.1"
)


def obligation(lines: str) -> str:
    return f'{ACT}{ARTICLE}[HN-1.1]\n{lines}\ntext = "Do it"\nzh = "照办"\n'


WORK = obligation('kind = "system"').removeprefix(ACT + ARTICLE)


@pytest.mark.parametrize(("act", "numbers"), [(0, OF_HUNAN), (1, OF_JIANGSU)])
def test_every_article_has_all_its_obligations(act, numbers):
    articles = load_register().acts[act].articles
    assert [len(article.obligations) for article in articles] == [int(number) for number in numbers.split()]


def test_257_obligations_of_the_provinces_are_for_software_and_21_for_people():
    kinds = [obligation.kind for obligation in every_obligation() if not obligation.id.startswith("CN-")]
    assert (kinds.count(Kind.SYSTEM), kinds.count(Kind.HUMAN)) == (257, 21)


def test_every_national_rule_says_where_it_was_read_and_nobody_claims_it_yet():
    rules = [obligation for obligation in every_obligation() if obligation.id.startswith("CN-")]
    assert len(rules) == 51
    assert all(rule.planned and ("核对" in rule.read or "待核实" in rule.read) for rule in rules)


@pytest.mark.parametrize("act", [0, 1])
def test_every_article_of_a_province_has_its_own_words_and_clauses(act):
    articles = load_register().acts[act].articles
    assert all(article.wording for article in articles)
    without = [o.id for article in articles for o in article.obligations if not o.clause]
    assert without == {0: ["HN-A.1"], 1: ["JS-5.2", "JS-A1.1", "JS-A1.3", "JS-A2.1", "JS-A3.1"]}[act]


def test_a_clause_that_the_article_does_not_say_is_refused():
    text = obligation('kind = "system"\nclause = "不得"')
    assert parse_act(text, "x", {"HN-1": "各地不得自行制定目录"}).articles[0].wording == ("各地不得自行制定目录",)
    with pytest.raises(ActFileError, match="clause is not in the article's own words"):
        parse_act(text, "x", {"HN-1": "各地可以"})


def test_words_of_no_article_are_refused():
    with pytest.raises(ActFileError, match="has words, but is no article"):
        parse_act(ACT + ARTICLE + WORK, "x", {"HN-9": "另一条"})


def test_what_people_carry_says_why():
    people = {o.id: o.reason for o in every_obligation() if o.kind is Kind.HUMAN}
    assert people.keys() == set(OF_PEOPLE.split())
    assert all(people.values())


def test_every_obligation_is_said_once_and_in_both_languages():
    texts = [(o.article, o.text) for o in every_obligation()]
    assert len(set(texts)) == len(texts) == len({o.id for o in every_obligation()})
    assert all(o.text.isascii() and not o.zh.isascii() for o in every_obligation())


def test_an_article_is_found_by_its_own_name_and_by_an_obligation_of_it():
    register = load_register()
    assert register.article("HN-23") is register.article("HN-23.4")
    assert register.article("HN-23").number == "第二十三条"


def test_an_act_whose_folder_stands_elsewhere_is_read_beside_the_others(tmp_path) -> None:
    (tmp_path / "register.toml").write_text((ACT + ARTICLE + WORK).replace("HN", "XX"))
    register = load_register(str(tmp_path))
    assert [act.id for act in register.acts] == ["HN", "JS", "CN", "XX"]
    assert "XX-1.1" not in load_register().obligations


def test_a_changed_copy_of_an_act_stands_for_it(tmp_path) -> None:
    (tmp_path / "register.toml").write_text(ACT + ARTICLE + WORK)
    assert [article.id for article in load_register(str(tmp_path)).acts[0].articles] == ["HN-1"]


def test_an_article_with_numbered_paragraphs_opens_at_its_introduction():
    assert load_register().article("JS-9").id == "JS-9(0)"
    assert load_register().article("JS-9(2)").title == "受理备案"


@pytest.mark.parametrize("name", ["HN-40", "HN-23.11", "JS-9(6)", "hn-23", "", "HN-"])
def test_what_no_act_has_is_unknown(name):
    with pytest.raises(UnknownObligation):
        load_register().article(name)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        (obligation('kind = "human"'), "HN-1.1", "need a reason"),
        (obligation('kind = "system"\nreason = "无"'), "HN-1.1", "only they have one"),
        (obligation('kind = "human"\nreason = "无"\nstate = "planned"'), "HN-1.1", "not planned"),
        (obligation('kind = "system"\nstate = "soon"'), "HN-1.1", "not 'soon'"),
        (obligation('kind = "robot"'), "HN-1.1", "Invalid enum value 'robot'"),
        (obligation('kind = "system"\nowner = "我"'), "HN-1.1", "unknown field `owner`"),
        (obligation(""), "HN-1.1", "missing required field `kind`"),
        (ACT + ARTICLE, "HN-1", "has no obligation"),
        (ACT + ARTICLE.replace("HN-1", "JS-1"), "JS-1", "is no article of HN"),
        (obligation('kind = "system"') + '[HN-1.1]\nkind = "system"\n', "-", "not TOML"),
        (ARTICLE, "act", "missing required field"),
    ],
)
def test_a_register_that_cannot_be_used_names_file_key_and_reason(text, key, reason):
    with pytest.raises(ActFileError) as error:
        parse_act(text, "hunan/register.toml")
    assert (error.value.file, error.value.key) == ("hunan/register.toml", key)
    assert reason in error.value.reason


def test_obligations_are_numbered_without_a_gap():
    for article in load_register().articles.values():
        numbers = [int(o.id.rpartition(".")[2]) for o in article.obligations]
        first = 0 if article.id in {"HN-15", "HN-18", "JS-14"} else 1
        assert numbers == list(range(first, first + len(numbers)))
