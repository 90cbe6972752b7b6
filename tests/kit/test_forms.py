"""A refusal stands beside the field that it names, under whatever name the form has for it."""

from collections.abc import Iterator

from acts.rules import Rule
from eligibility.applications.forms.review import ApproveForm
from eligibility.applications.rules.drugs import LabelIndication, RestrictedScope
from kit.errors import FieldError, RuleRefused
from kit.forms import PageForm
from province.law.checks import import_floors


def every_form(of: type[PageForm] = PageForm) -> Iterator[type[PageForm]]:
    for form in of.__subclasses__():
        if not form.__module__.startswith("tests."):
            yield form
            yield from every_form(form)


def test_every_name_that_a_form_has_for_a_field_is_a_field_of_it() -> None:
    import_floors()
    named = [form for form in every_form() if form.names.own]
    assert len(named) >= 2
    assert [form for form in named if not form.base_fields.keys() >= set(form.names.own.values())] == []


def test_what_the_reviewer_ticks_shows_what_the_two_conditions_refuse() -> None:
    form, conditions = ApproveForm({}), (LabelIndication, RestrictedScope)
    form.full_clean()
    form.errors.clear()
    form.refuse(refusal(*conditions))
    assert list(form.errors) == ["label", "scope"]


def refusal(*rules: type[Rule[object]]) -> RuleRefused:
    return RuleRefused("不符合。", fields=tuple(FieldError(rule.field, rule.code, "不符合。") for rule in rules))
