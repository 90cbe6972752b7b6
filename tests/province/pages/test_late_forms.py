"""What was sent and did not end in a step: drawn at an address of its own, or filled in again for its author."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from kit.clock import now
from province.jobs.schedule import JOBS
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.province import AccountFactory
from tests.province.pages.conftest import PASSWORD
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html"}
SECRET = "李四的检查结果"
SEARCH = reverse("province:search")


def author_in(page: str) -> str:
    """The mark that a form carries."""
    marks = re.findall(r'name="opened_by" value="([^"]+)"', page)
    assert marks
    return marks[0]


@pytest.fixture
def words(desk: Client) -> dict[str, str]:
    """The search box of the reviewer's page, filled in."""
    return {"words": SECRET, "opened_by": author_in(desk.get(reverse("province:home")).content.decode())}


def test_an_answer_to_a_form_is_drawn_at_an_address_that_can_be_opened_again(desk, words):
    answer = desk.post(SEARCH, words, headers=BROWSER)
    assert answer.status_code == 303
    for _ in range(2):
        assert "没有找到" in desk.get(answer.url).content.decode()


def test_a_program_is_answered_at_once(desk, words):
    assert "没有找到" in desk.post(SEARCH, words).content.decode()


def test_addresses_and_the_store_keep_the_words_to_themselves(desk, words):
    answer = desk.post(SEARCH, words, headers=BROWSER)
    assert re.fullmatch(rf"{SEARCH}\?ticket=[0-9a-z]+", answer.url)
    assert all(SECRET not in str(row.get_decoded()) for row in Session.objects.all())


def test_what_another_was_answered_is_not_shown(desk, words):
    address = desk.post(SEARCH, words, headers=BROWSER).url
    stranger = browser_of(AccountFactory(role=Role.REVIEWER))
    answer = stranger.get(address)
    assert (answer.status_code, answer.url) == (303, SEARCH)


def test_what_was_answered_in_another_role_is_not_shown_any_more(desk, words):
    address = desk.post(SEARCH, words, headers=BROWSER).url
    Account.objects.update(role=Role.AUDITOR)
    assert desk.get(address).status_code == 303


@pytest.mark.parametrize("ticket", ["%00" * 32, "é" * 32, "a" * 31, "' OR 1=1", "a" * 4000])
def test_what_can_be_no_ticket_leads_to_the_page_without_it(desk, ticket):
    assert desk.get(f"{SEARCH}?ticket={ticket}").url == SEARCH


def test_an_answer_lasts_as_long_as_a_session_that_nobody_uses(desk, words, settings):
    address = desk.post(SEARCH, words, headers=BROWSER).url
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    desk.force_login(Account.objects.get(username="shen"), backend=settings.AUTHENTICATION_BACKENDS[1])
    assert desk.get(address).url == SEARCH


def sent_late(words, **more):
    """The answer to what was sent after the session was over."""
    return Client().post(SEARCH, {**words, **more}, headers=BROWSER)


def test_what_was_sent_after_the_session_leads_over_the_sign_in_to_its_page(words):
    answer = sent_late(words)
    assert answer.status_code == 302
    assert re.fullmatch(rf"/login/\?next={SEARCH}%3Fticket%3D[0-9a-z]+", answer.url)


@pytest.mark.parametrize("mark", ["", "1:forged:mark"])
def test_what_nobody_signed_for_is_kept_for_nobody(words, mark):
    assert sent_late({**words, "opened_by": mark}).url == f"/login/?next={SEARCH}"


def test_more_than_a_form_ever_holds_is_not_kept_and_said(words):
    desk = Client()
    answer = desk.post(SEARCH, {**words, "words": "x" * 70_000}, headers=BROWSER)
    assert answer.url == f"/login/?next={SEARCH}"
    assert "没有办理。填写的内容无法保留" in desk.get(answer.url).content.decode()


def test_passwords_are_never_kept(desk):
    mark = author_in(desk.get(reverse("province:password")).content.decode())
    fields = dict.fromkeys(("old_password", "new_password1", "new_password2"), "x") | {"opened_by": mark}
    assert Client().post(reverse("province:password"), fields, headers=BROWSER).url == "/login/?next=/password/"


def test_a_page_that_another_tab_signed_in_beside_goes_on_with_what_was_typed(reviewer, words):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    strict.get(reverse("province:home"))
    ours = {**BROWSER, "Origin": "http://testserver"}
    answer = strict.post(SEARCH, words, headers=ours)
    assert re.fullmatch(rf"{SEARCH}\?ticket=[0-9a-z]+", answer.url)
    assert "页面已过期，刚才提交的内容没有办理" in strict.get(answer.url).content.decode()


def test_what_was_sent_from_elsewhere_is_refused_and_kept_for_nobody(reviewer, words):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    strict.get(reverse("province:home"))
    assert strict.post(SEARCH, words, headers={"Origin": "https://evil.example"}).status_code == 403


def test_who_must_sign_in_once_more_on_the_way_back_keeps_the_ticket(words):
    place = unquote(sent_late(words).url.partition("next=")[2])
    assert unquote(Client().get(place).url) == f"/login/?next={place}"


def test_what_nobody_came_back_for_is_dropped_the_next_day(desk, words):
    sent_late(words)
    before = Session.objects.count()
    assert JOBS["forget_ended_sessions"].run(now() + timedelta(hours=25)).counts["清除条数"] == before


def test_who_was_away_too_long_finds_what_he_sent_after_signing_in(desk, words, settings):
    desk.get(reverse("province:home"))
    with time_machine.travel(now() + timedelta(seconds=settings.SESSION_IDLE_SECONDS + 1)):
        sign_in = desk.post(SEARCH, words, headers=BROWSER)
        assert "登录已超时" in desk.get(sign_in.url).content.decode()
        fields = {"username": "shen", "password": PASSWORD, "next": unquote(sign_in.url.partition("next=")[2])}
        back = desk.post(reverse("province:login"), fields)
        assert "登录已过期，刚才提交的内容没有办理" in desk.get(back.url).content.decode()
