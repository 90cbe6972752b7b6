"""The walkthrough, against a real server: the whole chain over HTTP, and a wrong figure found."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from eligibility.people.models import InsuredPerson
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from tests.support.databases import Databases
from tools.demo.walk import figures
from tools.stack.system import System

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address(seeded: str, databases: Databases) -> Iterator[str]:
    """Where gunicorn serves the module's seeded copy."""
    environment = databases.variables(project.DATABASES["default"]["NAME"])
    system = System({**environment, "PORT": "0", "WEB_WORKERS": "1"})
    try:
        system.start(("web",))
        assert system.await_web()
        yield system.address
    finally:
        system.end()


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    settings.DEMO = True


def walk(address: str) -> str:
    said = StringIO()
    call_command("walkthrough", address=address, stdout=said)
    return said.getvalue()


def test_a_new_patient_walks_the_whole_way_and_every_figure_is_right(address: str) -> None:
    told = walk(address)
    assert "全部与算例一致" in told
    for words in (
        "审核期限",
        "待遇期",
        "11,088.00",
        "-11,088.00",
        "余药未尽",
        "别的药的盒子",
        "退责任医师修改",
        "长期处方",
        "2,840.00",
    ):
        assert words in told


def test_a_province_without_a_worked_example_says_so(settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    with pytest.raises(CommandError, match="no worked example"):
        walk("http://127.0.0.1")


def test_two_walks_meet_nowhere(address: str) -> None:
    known = set(InsuredPerson.objects.values_list("pk", flat=True))
    walk(address)
    person = InsuredPerson.objects.exclude(pk__in=known).get()
    claims = Claim.objects.filter(person=person)
    assert (claims.count(), claims.exclude(reverses=None).count()) == (5, 2)
    assert AnnualAccount.objects.get(person=person).pooled_paid == 5_544


@pytest.mark.parametrize(
    ("part", "figure", "wrong", "step"),
    [("sale", "hifp_pay", "11088.01", "预结算"), ("limits_before", "pooled_fund", "1.00", "核验待遇")],
)
def test_a_figure_that_differs_ends_it_and_names_the_step(
    address: str, monkeypatch: pytest.MonkeyPatch, part: str, figure: str, wrong: str, step: str
) -> None:
    example = figures.example()
    example[part][figure] = wrong
    monkeypatch.setattr(figures, "example", lambda: example)
    with pytest.raises(CommandError) as ended:
        walk(address)
    assert step in str(ended.value)
    assert wrong in str(ended.value)


def test_a_server_that_is_not_there_is_named(address: str) -> None:
    with pytest.raises(CommandError):
        walk("http://127.0.0.1:9")


def test_without_an_address_there_is_nothing_to_walk() -> None:
    with pytest.raises(CommandError):
        walk("")
