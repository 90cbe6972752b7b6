"""Signing in, out, and changing the password."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kit.clock import now
from province.events.models import Event
from tests.province.pages.conftest import PASSWORD
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
NEW = "Another-horse-9"
MORNING = "2026-11-23T09:00:00+08:00"


def sign_in(client, password=PASSWORD, username="shen", address="10.0.0.1", **more):
    fields = {"username": username, "password": password, **more}
    return client.post(reverse("province:login"), fields, REMOTE_ADDR=address)


def test_the_right_password_leads_home(client, reviewer):
    assert sign_in(client).url == reverse("province:home")


def test_it_leads_to_the_page_that_was_asked_for_but_never_elsewhere(client, reviewer):
    assert sign_in(client, next="/password/").url == "/password/"
    assert sign_in(Client(), next="https://example.org/").url == reverse("province:home")


def test_the_session_is_renewed_at_sign_in(client, reviewer):
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.session.session_key != session.session_key


def test_a_wrong_password_does_not_say_which_part_was_wrong(client, reviewer):
    wrong = sign_in(client, "x").content.decode()
    unknown = sign_in(client, "x", "nobody").content.decode()
    assert "用户名或密码不正确" in wrong
    assert "用户名或密码不正确" in unknown


def test_a_stopped_account_cannot_sign_in(client, reviewer):
    reviewer.is_active = False
    reviewer.save()
    assert "用户名或密码不正确" in sign_in(client).content.decode()


def locked_out(client):
    for _ in range(5):
        answer = sign_in(client, "wrong")
    return answer


def test_too_many_wrong_passwords_lock_this_computer_and_say_for_how_long(client, reviewer):
    answer = locked_out(client)
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert sign_in(client).status_code == 429


def test_a_lock_out_here_locks_nobody_out_elsewhere(client, reviewer):
    locked_out(client)
    assert sign_in(Client(), address="10.0.0.2").status_code == 302


def test_leaving_needs_a_post_and_ends_the_session(desk):
    assert desk.get(reverse("province:logout")).status_code == 405
    desk.post(reverse("province:logout"))
    assert desk.get(reverse("province:home")).status_code == 302


def test_who_came_and_went_is_on_record(client, reviewer):
    sign_in(client)
    client.post(reverse("province:logout"))
    events = Event.objects.filter(noun="staff_account", object_id=str(reviewer.pk)).order_by("id")
    assert [event.verb for event in events] == ["sign_in", "sign_out"]


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post(
        reverse("province:password"), {"old_password": old, "new_password1": new, "new_password2": again}
    )


def test_a_changed_password_is_in_force_and_on_record(desk, reviewer):
    assert change(desk).url == reverse("province:home")
    reviewer.refresh_from_db()
    assert reviewer.check_password(NEW)
    assert reviewer.password_changed_at is not None
    event = Event.objects.get(noun="staff_account", object_id=str(reviewer.pk), verb="change_password")
    assert event.actor == reviewer
    assert NEW not in str(event.data)


def test_a_changed_password_ends_the_obligation_to_change_it(desk, reviewer):
    reviewer.must_change_password = True
    reviewer.save()
    change(desk)
    assert desk.get(reverse("province:home")).status_code == 200


def test_other_sessions_of_the_account_end_with_the_old_password(desk, reviewer):
    other = browser_of(reviewer)
    change(desk)
    assert desk.get(reverse("province:home")).status_code == 200
    assert other.get(reverse("province:home")).status_code == 302


@pytest.mark.parametrize(("old", "new", "again"), [("x", NEW, NEW), (PASSWORD, NEW, "y"), (PASSWORD, "1", "1")])
def test_a_password_that_may_not_be_is_explained_beside_its_field(desk, reviewer, old, new, again):
    answer = change(desk, old, new, again)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    reviewer.refresh_from_db()
    assert reviewer.check_password(PASSWORD)


def test_a_session_nobody_uses_ends_and_says_why(client, reviewer, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client)
        client.get(reverse("province:home"))
        clock.shift(settings.SESSION_IDLE_SECONDS + 1)
        answer = client.get(reverse("province:home"), follow=True)
    assert "登录已超时" in answer.content.decode()


def test_a_session_in_use_ends_after_the_working_day_all_the_same(client, reviewer, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client)
        used = [client.get(reverse("province:home")).status_code]
        for _ in range(settings.SESSION_COOKIE_AGE // 1200 + 1):
            clock.shift(1200)
            used.append(client.get(reverse("province:home")).status_code)
    assert used[:-1] == [200] * (len(used) - 1)
    assert used[-1] == 302


WEAK = {
    "aaaaaaaaaaaa": "TOO_FEW_KINDS",
    "1111111111a": "TOO_FEW_KINDS",
    "auditor-auditor": "TOO_FEW_KINDS",
    "Aaaa1-bbbbbbb": "SAME_LETTERS",
    "Who-is-Shen-26": "NAME_IN_PASSWORD",
    "Short-1": "password_too_short",
}


@pytest.mark.parametrize("new", WEAK)
def test_a_password_that_is_easily_guessed_is_refused(desk, reviewer, new):
    errors = change(desk, new=new, again=new).context["form"].errors.as_data()["new_password2"]
    assert WEAK[new] in {error.code for error in errors}
    reviewer.refresh_from_db()
    assert reviewer.check_password(PASSWORD)


def test_a_password_is_not_taken_again_before_five_others(desk, reviewer):
    passwords = [PASSWORD, *(f"Another-horse-{number}" for number in range(6))]
    for old, new in pairwise(passwords):
        assert change(desk, old, new, new).status_code == 302
    used = change(desk, passwords[-1], passwords[-2], passwords[-2])
    assert {error.code for error in used.context["form"].errors.as_data()["new_password2"]} == {"USED_BEFORE"}
    assert change(desk, passwords[-1], PASSWORD, PASSWORD).status_code == 302


@pytest.mark.parametrize(("days", "leads"), [(89, 200), (91, 302)])
def test_a_password_that_is_too_old_is_changed_before_anything_else(desk, reviewer, days, leads):
    type(reviewer).objects.filter(pk=reviewer.pk).update(password_changed_at=now() - timedelta(days=days))
    assert desk.get(reverse("province:home")).status_code == leads
    assert change(desk).status_code == 302
    assert desk.get(reverse("province:home")).status_code == 200
