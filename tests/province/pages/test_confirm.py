"""A confirmation says what it will do, acts by POST only, and cancels without acting."""

import pytest
from django.template import Context, Template


@pytest.fixture
def draw(ask):
    def drawn(tag):
        text = "{% load components %}" + tag + "<p>终止后只能重新申请。</p>{% endconfirm %}"
        return Template(text).render(Context({"request": ask()}))

    return drawn


def test_it_posts_to_its_own_address_with_a_token(draw):
    html = draw('{% confirm act="终止" title="将终止 1 人的资格" url="/end/" %}')
    assert '<form method="post" action="/end/">' in html
    assert "csrfmiddlewaretoken" in html
    assert "将终止 1 人的资格" in html


def test_cancelling_is_no_submit_button(draw):
    html = draw('{% confirm act="终止" title="x" url="/end/" %}')
    assert '<button type="button" class="btn btn-outline-primary" data-closes>' in html
    assert html.count('type="submit"') == 1


def test_it_can_send_the_form_of_the_page(draw):
    html = draw('{% confirm act="批准" title="x" form="decision" %}')
    assert "<form" not in html
    assert 'type="submit" class="btn btn-primary" form="decision"' in html


def test_an_irreversible_act_wants_a_word_typed(draw):
    html = draw('{% confirm act="注销" title="x" url="/" confirmation="注销" %}')
    assert 'data-must-be="注销"' in html
    assert html.count(" disabled") == 1


def test_a_routine_act_takes_its_key_again_and_has_the_focus(draw):
    html = draw('{% confirm act="通过" title="x" url="/" shortcut="y" again="y" %}')
    assert 'data-again="y"' in html
    assert 'type="submit" class="btn btn-primary" autofocus' in html


@pytest.mark.parametrize("kind", ['tone="danger"', 'confirmation="注销"'])
def test_what_cannot_be_undone_takes_no_key_again_and_no_focus(draw, kind):
    html = draw(f'{{% confirm act="注销" title="x" url="/" shortcut="n" again="n" {kind} %}}')
    assert "data-again" not in html
    assert "autofocus>注销" not in html
