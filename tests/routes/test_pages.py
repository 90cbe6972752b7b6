"""Every page and every role: who may open it, what belongs to others, and how much each page asks of the database."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.pages.routes import every_route
from province.calendar.queries import fresh_calendar
from province.staff.models import Account
from province.staff.words import Role
from supervision.alerts.models import Alert
from tests.routes.listed import PAGES, PUBLIC, Listed, visit
from tests.routes.objects import KINDS
from tests.support.browsers import browser_of

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]

# Who of a role stands for it: somebody with something in every list.
STANDS_FOR = {
    Role.PHYSICIAN: "chenmingyuan",
    Role.INSURANCE_OFFICE: "office-furong",
    Role.PHARMACIST: "pharmacy-tianxin",
}
NOT_PAGES = ("admin/", "api/", "health")
# Opened, sent on, done, or refused for what was sent and for the state that the object is in.
OPENED = {200, 302, 400, 409, 422}
# A step that is refused locks its case, asks its rules, and draws the whole desk in one answer.
MOST_QUERIES, MOST_QUERIES_OF_A_LIST, MOST_ALIKE = 48, 16, 4
# The list whose rows are judged: what their rules ask is read for all of them together. The first page has many parts,
# and of each job it is counted what waits for it.
MORE_QUERIES = {"eligibility:intake": 34, "province:home": 20, "supervision:jobs": 20, "eligibility:review": 18}
NEVER_OPEN = {"province:gallery": "in development only"}


def one_of(role: Role) -> Account:
    people = Account.objects.filter(role=role).order_by("pk")
    return people.get(username=STANDS_FOR[role]) if role in STANDS_FOR else people[0]


def test_every_page_is_listed_with_the_roles_that_its_view_declares() -> None:
    declared = {route.name: route.roles for route in every_route() if not route.pattern.startswith(NOT_PAGES)}
    assert {each.name: each.roles for each in PAGES} == declared


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_other(role: Role) -> None:
    account = one_of(role)
    # Whoever signs out sees nothing more: that page has its own test below.
    stays = [each for each in PAGES if each.name != "province:logout"]
    browser = browser_of(account)
    answers = {each.name: visit(browser, each.for_somebody(account)).status_code for each in stays}
    wrong = {each.name: answers[each.name] for each in stays if not is_right(each, role, answers[each.name])}
    assert wrong == {}


def is_right(each: Listed, role: Role, status: int) -> bool:
    """404 is right where there is nothing of the kind for this account, and for a step that the act leaves out."""
    if not each.roles:
        return status == 404
    if role in each.roles or each.roles == PUBLIC:
        return status in OPENED or (status == 404 and bool(each.kind or each.name in NEVER_OPEN))
    return status == 403


def test_who_signs_out_is_out() -> None:
    browser = browser_of(one_of(Role.CLERK))
    assert browser.get(reverse("province:home")).status_code == 200
    browser.post(reverse("province:logout"))
    assert browser.get(reverse("province:home")).status_code == 302


def test_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    sent = {each.name: visit(Browser(), each.for_somebody(None)) for each in PAGES if each.roles != PUBLIC}
    assert {name: answer.status_code for name, answer in sent.items() if answer.status_code != 302} == {}
    assert {name for name, answer in sent.items() if not answer.url.startswith(reverse("province:login"))} == set()


@pytest.mark.parametrize("each", [each for each in PAGES if each.roles == PUBLIC], ids=lambda each: each.name)
def test_a_public_page_opens_to_everybody(each: Listed) -> None:
    account = one_of(Role.AUDITOR)
    address = each.at(KINDS[each.kind].one_of(account)) if each.kind in KINDS else each.for_somebody(None)
    assert visit(Browser(), address).status_code in {200, 302}


@pytest.mark.parametrize(
    "each", [each for each in PAGES if each.roles and each.name not in NEVER_OPEN], ids=lambda each: each.name
)
def test_a_page_opens_for_one_of_its_roles_with_few_queries(each: Listed) -> None:
    """What refuses it to others must not be that it never opens; and nothing is asked again for every row."""
    seen = [opened(each, Role(role)) for role in each.roles - PUBLIC or [Role.AUDITOR]]
    assert {status for status, _ in seen} & OPENED
    most = MOST_QUERIES if each.kind else MORE_QUERIES.get(each.name, MOST_QUERIES_OF_A_LIST)
    assert max(len(asked) for _, asked in seen) <= most
    assert [
        again for _, asked in seen for again, times in Counter(map(shape, asked)).items() if times > MOST_ALIKE
    ] == []


def opened(each: Listed, role: Role) -> tuple[int, list[str]]:
    """The status, and every statement that it took."""
    account = one_of(role)
    browser, address = browser_of(account), each.for_somebody(account)
    fresh_calendar()  # a process reads it every few seconds, whichever page comes first
    with CaptureQueriesContext(connection) as asked:
        status = visit(browser, address).status_code
    return status, [query["sql"] for query in asked]


def shape(statement: str) -> str:
    """A statement without its values: what a loop over rows repeats."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", statement)


WHOLE_PROVINCE = {Role.PROVINCIAL_AGENCY, Role.AUDITOR, Role.HEALTH_DEPARTMENT}
NOBODYS = {
    "proposal", "drug", "drug_terms", "product", "product_terms", "published_drug", "client", "article", "uncoded",
    "import", "import_kind", "expert", "job", "",
}  # fmt: skip
OTHERS = [
    (each, role) for each in PAGES if each.kind not in NOBODYS for role in sorted(each.roles - PUBLIC - WHOLE_PROVINCE)
]


@pytest.fixture
def an_alert_elsewhere() -> None:
    """The demonstration has alerts in one city only."""
    Alert.objects.filter(pk=Alert.objects.latest("pk").pk).update(area="430200")


@pytest.mark.usefixtures("an_alert_elsewhere")
@pytest.mark.parametrize(("each", "role"), OTHERS, ids=lambda value: getattr(value, "name", value))
def test_what_belongs_to_others_is_not_there(each: Listed, role: str) -> None:
    """404 with the very page of an unknown number, by GET and by POST; or sent on to the page of the form, which is."""
    account = one_of(Role(role))
    foreign = KINDS[each.kind].one_of_others(account)
    assert foreign is not None
    browser = browser_of(account)
    for ask in (browser.get, browser.post):
        answer, unknown = ask(each.at(foreign)), ask(each.at(KINDS[each.kind].unknown))
        assert answer.status_code in {303, 404}
        assert told(answer) == told(unknown)


def told(answer: HttpResponse) -> str:
    """A page without what differs each time it is drawn: its form tokens, and when its author opened it."""
    text = re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken).{0,12}[\w-]{30,}', "", answer.content.decode())
    return re.sub(r'opened_by" value="[^"]+"', "", text)
