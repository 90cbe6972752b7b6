"""An act calls members and terms otherwise than the code; it adds none, and pages, errors and rules speak its words."""

from typing import Any

import pytest

from acts.citations import load_citations
from acts.cycles import effective, left_out
from acts.deeds import cycles, deeds, nouns
from acts.files import ActFileError
from acts.inventory import acts_with_citations, every_rule
from acts.loader import load_policy
from acts.words import parse_words, unknown_words, word
from catalog.drugs.words import BenefitClass
from eligibility.applications.forms.filing import ApplicationForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.lists import EndorsementQueue
from eligibility.applications.words import ApplicationState
from kit.errors import every_kind
from kit.forms import PageForm
from kit.pages.table import Table
from kit.templatetags.words import word as word_filter
from kit.words import MARK, Word, say
from province.frame import nav
from province.jobs.schedule import JOBS, title_of
from province.law.checks import import_floors
from province.law.words import Term
from province.staff.words import Role
from tests.support.law import FOREIGN


@pytest.fixture(params=acts_with_citations())
def act(request: pytest.FixtureRequest, settings: Any) -> str:
    settings.PROVINCE = request.param
    import_floors()
    return str(request.param)


@pytest.mark.parametrize(("act", "label"), [("hunan", "医院医保科"), ("jiangsu", "医院医保办")])
def test_a_member_is_called_as_the_act_says(act: str, label: str) -> None:
    assert word(act, Role.INSURANCE_OFFICE) == label


def test_what_an_act_does_not_speak_of_keeps_the_codes_word() -> None:
    assert word("jiangsu", BenefitClass.SEPARATE_PAYMENT) == BenefitClass.SEPARATE_PAYMENT.own_label


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[Role]\ninsurance_office = 1", "Role", "Expected `str`"),
        ('[Role]\ninsurance_office = " "', "Role.insurance_office", "says nothing"),
        ('insurance_office = "x"', "insurance_office", "Expected `object`"),
        ("[Role", "-", "not TOML"),
    ],
)
def test_what_cannot_be_read_is_named_with_file_key_and_reason(text: str, key: str, reason: str) -> None:
    with pytest.raises(ActFileError) as refused:
        parse_words(text, "hunan/words.toml")
    assert (refused.value.file, refused.value.key) == ("hunan/words.toml", key)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("text", "key"), [('[King]\nx = "y"', "King"), ('[Role]\nking = "y"', "Role.king"), ('[Term]\nx = "y"', "Term.x")]
)
def test_an_act_adds_no_class_no_member_and_no_term(text: str, key: str, tmp_path: Any) -> None:
    (tmp_path / "words.toml").write_text(text, "utf-8")
    assert [fault.key for fault in unknown_words(str(tmp_path))] == [key]


def test_every_act_speaks_of_words_that_the_code_has(act: str) -> None:
    assert list(unknown_words(act)) == []


def test_no_two_classes_of_words_share_a_name() -> None:
    names = [kind.__name__ for kind in Word.__subclasses__()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("province", "said"), [("hunan", "待医保科意见"), ("jiangsu", "待医保办盖章")])
def test_choices_filters_cells_and_rows_say_the_acts_word(province: str, said: str, settings: Any) -> None:
    settings.PROVINCE = province
    assert said in dict(ApplicationState.choices).values()
    assert TreatmentApplication(state=ApplicationState.SIGNED).get_state_display() == said
    assert said in dict(TreatmentApplication._meta.get_field("state").flatchoices).values()
    assert said == word_filter(ApplicationState.SIGNED)


def test_prose_with_a_term_follows_the_act_in_use(settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    assert word_filter(EndorsementQueue.caption) == "待医保办意见"
    settings.PROVINCE = "hunan"
    assert word_filter(EndorsementQueue.caption) == "待医保科意见"


def test_what_is_in_braces_and_no_term_stays_as_it_is() -> None:
    assert say("第 {day} 日的{king}") == "第 {day} 日的{king}"


def unsaid(texts: list[str], act: str) -> list[str]:
    """What speaks in words of another act, or in no words at all."""
    assert len(texts) > 5
    return [text for text in texts if FOREIGN[act].search(text) or (set(MARK.findall(text)) & set(Term.values))]


def test_every_error_of_the_act_speaks_its_words(act: str) -> None:
    rows = load_citations(act)
    kinds = [kind for kind in every_kind() if not (kind.code in rows and rows[kind.code].absent)]
    assert unsaid([say(kind.message) for kind in kinds], act) == []


def test_every_rule_of_the_act_speaks_its_words(act: str) -> None:
    rows = load_citations(act)
    rules = [rule for rule in every_rule() if not rows[rule.ground or rule.code].absent]
    assert unsaid([say(f"{rule.sentence}{rule.remedy}") for rule in rules], act) == []


def test_every_step_and_state_of_the_act_speaks_its_words(act: str) -> None:
    tables = [effective(cycle, act) for cycle in cycles()]
    texts = [row.sentence for table in tables for row in table.transitions]
    texts += [meaning for table in tables for meaning in table.states.values()]
    assert unsaid(list(map(say, texts)), act) == []


def test_every_word_of_an_event_and_every_job_speaks_the_acts_words(act: str) -> None:
    absent = left_out(act)
    texts = [f"{deed.past}{deed.detail}" for deed in deeds() if f"{deed.noun.word}.{deed.verb}" not in absent]
    texts += [noun.label for noun in nouns().values()]
    assert unsaid([*map(say, texts), *map(title_of, JOBS)], act) == []


def test_every_parameter_and_place_speaks_the_acts_words(act: str) -> None:
    labels = [say(each.label) for each in load_policy(act).parameters()]
    places = [say(place.label) for role in Role for place in nav.places_of(role)]
    assert unsaid([*labels, *places], act) == []


def test_every_table_and_form_speaks_the_acts_words(act: str) -> None:
    tables = [
        f"{table.caption}{table.empty}{table.hint}{table.export_name}"
        for table in below(Table)
        if "caption" in vars(table)
    ]
    fields = [f"{field.label}{field.help_text}" for form in below(PageForm) for field in form.base_fields.values()]
    assert unsaid(list(map(say, tables + fields)), act) == []


def below(kind: type[Any]) -> list[type[Any]]:
    return [kind, *(each for child in kind.__subclasses__() for each in below(child))]


def test_every_label_is_one_of_the_act_in_use(act: str) -> None:
    labels = [member.label for kind in Word.__subclasses__() for member in kind]
    assert unsaid(labels, act) == []


def test_the_form_of_an_application_asks_in_the_acts_terms(settings: Any) -> None:
    settings.PROVINCE = "hunan"
    assert say(str(ApplicationForm.base_fields["meets_label"].label)) == "符合药品法定适应症"
