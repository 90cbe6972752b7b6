"""The application on one screen, as everybody sees it."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState, MaterialKind
from province.staff.models import Account
from province.staff.words import Role
from tests.eligibility.conftest import MONDAY, Cast, Stage
from tests.factories.eligibility import ApplicationFactory
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def case_url(case: TreatmentApplication) -> str:
    return reverse("eligibility:case", args=[case.pk])


def test_a_reviewer_sees_papers_rules_and_the_proposed_period(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    shown = browser_of(cast.reviewer).get(case_url(case)).content.decode()
    assert "2026-11-20 至 2027-12-31" in shown
    assert "需人工判断" in shown
    assert shown.count("viewer-sheet") == 3


def test_the_queue_on_the_desk_begins_after_the_case_and_the_left_column_marks_it(case_in: Stage, cast: Cast) -> None:
    here = case_in("reviewed")
    before, after = due_beside(here, -1), due_beside(here, 1)
    shown = browser_of(cast.reviewer).get(case_url(here)).context
    assert (list(shown["queue"]), shown["previous"], shown["next"]) == ([after], before, after)
    assert [entry.url for entry in shown["frame"].entries if entry.current] == [reverse("eligibility:review")]


def due_beside(case: TreatmentApplication, days: int) -> TreatmentApplication:
    """One that waits for the same reviewer, of another patient, due so many days later."""
    return ApplicationFactory(
        physician=case.physician,
        state=ApplicationState.REVIEWED,
        received_on=case.received_on,
        accepted_on=case.accepted_on,
        clock_from=case.clock_from,
        deadline=case.deadline + timedelta(days=days),
    )


def test_behind_a_decided_case_the_queue_begins_at_its_head(case_in: Stage, cast: Cast) -> None:
    decided = case_in("approved")
    waiting = due_beside(decided, -1)
    shown = browser_of(cast.reviewer).get(case_url(decided)).context
    assert (list(shown["queue"]), shown["previous"]) == ([waiting], None)
    assert [entry.url for entry in shown["frame"].entries if entry.current] == [reverse("eligibility:applications")]


@pytest.mark.parametrize(("who", "name"), [("reviewer", "review"), ("supervisor", "review"), ("expert", "opinions")])
def test_a_case_that_waits_for_the_expert_stands_in_the_list_that_it_was_opened_from(
    case_in: Stage, cast: Cast, who: str, name: str
) -> None:
    shown = browser_of(getattr(cast, who)).get(case_url(case_in("accepted"))).context
    assert [entry.url for entry in shown["frame"].entries if entry.current] == [reverse(f"eligibility:{name}")]


def test_a_denial_against_the_expert_is_told_so_and_promises_no_letter(case_in: Stage, cast: Cast, today: date) -> None:
    shown = browser_of(cast.reviewer).get(case_url(case_in("reviewed"))).content.decode()
    assert "与专家意见不同" in shown
    assert f"{today} 同意使用" in shown
    assert "由其告知患者" in shown


def test_the_desk_shows_what_else_the_patient_has_but_not_to_who_judges_without_her_name(
    case_in: Stage, cast: Cast
) -> None:
    case = case_in("accepted")
    earlier = ApplicationFactory(physician=case.physician, person=case.person, state="withdrawn", received_on=MONDAY)
    told = [number_shown(earlier, account, case) for account in (cast.reviewer, cast.physician, cast.expert)]
    assert told == [True, True, False]


def number_shown(earlier: TreatmentApplication, account: Account, case: TreatmentApplication) -> bool:
    return earlier.number in browser_of(account).get(case_url(case)).content.decode()


def test_verdicts_stand_before_the_decision(case_in: Stage, cast: Cast) -> None:
    shown = browser_of(cast.reviewer).get(case_url(case_in("reviewed"))).content.decode()
    assert shown.index("规则核验") < shown.index("专家意见") < shown.index('class="acts"')


def test_who_decided_the_last_case_is_told_that_the_queue_is_empty(case_in: Stage, cast: Cast) -> None:
    url = reverse("eligibility:approve_application", args=[case_in("reviewed").pk])
    answer = browser_of(cast.reviewer).post(url, {"approve-label": "on", "approve-scope": "on"})
    assert answer["Location"] == reverse("eligibility:review")


def test_a_note_without_its_tick_is_a_gap_all_the_same(case_in: Stage, cast: Cast) -> None:
    case = case_in("submitted")
    url = reverse("eligibility:return_application", args=[case.pk])
    browser_of(cast.clerk).post(url, {"return-medical_papers_note": "缺病理报告"})
    case.refresh_from_db()
    assert case.gaps == [{"material": "medical_papers", "note": "缺病理报告"}]


def test_approving_on_the_page_grants_and_goes_on_to_the_next_case(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    url = reverse("eligibility:approve_application", args=[case.pk])
    answer = browser_of(cast.reviewer).post(url, {"approve-label": "on", "approve-scope": "on"})
    case.refresh_from_db()
    assert (answer.status_code, case.state) == (302, "approved")


def test_an_office_that_endorses_is_told_that_it_went_to_the_agency(case_in: Stage, cast: Cast) -> None:
    case = case_in("signed")
    url = reverse("eligibility:endorse_application", args=[case.pk])
    assert "已盖章并报送参保地经办机构。" in browser_of(cast.office).post(url, follow=True).content.decode()


def test_a_clerk_who_accepts_is_told_that_the_clock_runs(case_in: Stage, cast: Cast) -> None:
    url = reverse("eligibility:accept_application", args=[case_in("submitted").pk])
    page = browser_of(cast.clerk).post(url, {"accept-seen": "on"}, follow=True).content.decode()
    assert "已受理，审核期限自今日起算。" in page


def test_a_verdict_that_was_not_ticked_decides_nothing(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    answer = browser_of(cast.reviewer).post(
        reverse("eligibility:approve_application", args=[case.pk]), {"approve-label": "on"}
    )
    case.refresh_from_db()
    assert (answer.status_code, case.state) == (422, "reviewed")


def test_a_clerk_returns_with_the_checklist(case_in: Stage, cast: Cast) -> None:
    case = case_in("submitted")
    url = reverse("eligibility:return_application", args=[case.pk])
    given = {"return-medical_papers": "on", "return-medical_papers_note": "缺病理报告"}
    assert browser_of(cast.clerk).post(url, given).status_code == 302
    case.refresh_from_db()
    assert case.gaps == [{"material": "medical_papers", "note": "缺病理报告"}]


@pytest.mark.parametrize("note", ["a\x00b", "缺" * 201])
def test_a_note_that_cannot_be_kept_stays_on_the_form(note: str, case_in: Stage, cast: Cast) -> None:
    url = reverse("eligibility:return_application", args=[case_in("submitted").pk])
    sheet = {"return-medical_papers": "on", "return-medical_papers_note": note}
    assert browser_of(cast.clerk).post(url, sheet).status_code == 422


def test_strangers_find_nothing_and_other_roles_are_refused(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    assert browser_of(cast.stranger_reviewer).get(case_url(case)).status_code == 404
    assert browser_of(cast.pharmacist).get(case_url(case)).status_code == 403


@pytest.mark.parametrize("state", ["signed", "submitted", "accepted", "reviewed", "approved"])
def test_everybody_who_may_see_it_can_open_it_in_every_state(case_in: Stage, cast: Cast, state: str) -> None:
    case = case_in(state)
    for account in (cast.physician, cast.office, cast.clerk, cast.reviewer, cast.expert, cast.auditor):
        assert browser_of(account).get(case_url(case)).status_code in (200, 404)
    assert browser_of(cast.physician).get(case_url(case)).status_code == 200


@pytest.mark.parametrize(
    ("state", "statuses"),
    [("submitted", [404, 404]), ("accepted", [200, 200]), ("reviewed", [200, 404]), ("approved", [404, 404])],
)
def test_an_expert_sees_what_was_put_to_the_panel_while_it_is_and_its_papers_no_longer(
    case_in: Stage, cast: Cast, state: str, statuses: list[int]
) -> None:
    case, another = case_in(state), AccountFactory(role=Role.EXPERT, area=None)
    for address in (
        case_url(case),
        reverse("eligibility:paper", args=[case.materials.get(kind=MaterialKind.MEDICAL).pk]),
    ):
        answers = [browser_of(expert).get(address) for expert in (cast.expert, another)]
        assert [answer.status_code for answer in answers] == statuses
        for file in (answer for answer in answers if answer.streaming):
            b"".join(file)  # read to its end, it is closed


def test_an_expert_is_shown_no_paper_that_names_the_patient(case_in: Stage, cast: Cast) -> None:
    case, desk = case_in("accepted"), browser_of(cast.expert)
    case.materials.update(name="袁海涛病历.png")
    screen = desk.get(case_url(case)).content.decode()
    for paper in case.materials.all():
        address, is_medical = reverse("eligibility:paper", args=[paper.pk]), paper.kind is MaterialKind.MEDICAL
        answer = desk.get(address)
        assert (address in screen, answer.status_code) == (is_medical, 200 if is_medical else 404)
        if is_medical:
            b"".join(answer)
            assert "袁海涛" not in unquote(answer["Content-Disposition"])


def test_lists_and_queues_open_for_their_roles(case_in: Stage, cast: Cast) -> None:
    case_in("reviewed")
    for account, names in {
        cast.physician: ["applications", "begin", "entitlements", "prescriptions", "find_person"],
        cast.office: ["applications", "endorsements", "entitlements"],
        cast.clerk: ["intake", "applications"],
        cast.reviewer: ["review", "applications"],
        cast.expert: ["opinions", "applications"],
        cast.pharmacist: ["entitlements", "prescriptions"],
    }.items():
        client = browser_of(account)
        assert [client.get(reverse(f"eligibility:{name}")).status_code for name in names] == [200] * len(names)


def test_a_paper_is_shown_only_with_its_case(case_in: Stage, cast: Cast) -> None:
    paper = case_in("submitted").materials.first()
    url = reverse("eligibility:paper", args=[paper.pk])
    mine, theirs = browser_of(cast.clerk).get(url), browser_of(cast.stranger_clerk).get(url)
    assert (mine.status_code, mine["Content-Type"], theirs.status_code) == (200, "image/png", 404)
    mine.close()


def late(case: TreatmentApplication, cast: Cast, verb: str, **fields: str) -> str:
    """Where somebody goes on who sent a form of the case after the session was over, and has signed in again."""
    desk = browser_of(cast.reviewer)
    marks = re.findall(r'name="opened_by" value="([^"]+)"', desk.get(case_url(case)).content.decode())
    address = reverse(f"eligibility:{verb}_application", args=[case.pk])
    sign_in = Client().post(address, {**fields, "opened_by": marks[0]}, headers={"Accept": "text/html"})
    return unquote(sign_in.url.partition("next=")[2])


def test_a_decision_after_the_session_is_not_taken_and_is_filled_in_again(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    place = late(case, cast, "deny", **{"deny-denial": "other", "deny-reason": "诊断与病历不符"})
    shown = browser_of(cast.reviewer).get(place).content.decode()
    case.refresh_from_db()
    assert (case.state, place.partition("?")[0]) == ("reviewed", case_url(case))
    assert "登录已过期，刚才的“不通过”没有办理。" in shown
    assert "诊断与病历不符" in shown


def test_what_a_colleague_sent_after_his_session_is_not_shown_to_me(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    place = late(case, cast, "deny", **{"deny-reason": "诊断与病历不符"})
    assert browser_of(cast.second_reviewer).get(place).url == case_url(case)


def test_an_address_that_only_takes_forms_leads_to_their_page(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    answer = browser_of(cast.reviewer).get(reverse("eligibility:approve_application", args=[case.pk]))
    assert (answer.status_code, answer.url) == (303, case_url(case))
