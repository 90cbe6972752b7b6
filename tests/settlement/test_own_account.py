"""A claim stands on the account of its own person, insurance and year, whatever changes while a sale waits (I1, I2)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from eligibility.people.actions import enrol
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from kit.action import explain
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim, LedgerEntry
from settlement.counter.actions import settling as counter
from settlement.counter.errors import ClientRevoked
from settlement.counter.sql import LOCK_REVERSAL
from settlement.figures.words import LimitKind
from tests.factories.settlement import LimitFactory
from tests.settlement.scene import DAY, LIMITS, NOON, Outcome, Scene
from tests.settlement.sessions import LINES, Other, settling
from tests.settlement.test_races import TIGHT, body, check_books
from tests.support.crowd import at_once, patiently

EMPLOYEE, RESIDENT = InsuranceType.EMPLOYEE, InsuranceType.RESIDENT


def insured_either_way(insurance: InsuranceType = EMPLOYEE, **given: object) -> Scene:
    """A scene whose area has the same limits for both insurances."""
    scene = Scene(**given)
    Enrolment.objects.filter(person=scene.person).update(insurance_type=insurance)
    for kind, amount in given.get("limits", LIMITS).items():  # type: ignore[attr-defined]
        LimitFactory(kind=kind, amount=amount, insurance_type=RESIDENT)
    return scene


def change_insurance(scene: Scene, to: InsuranceType = RESIDENT) -> str:
    """As the core system reports it."""
    area = Enrolment.objects.get(person=scene.person, last_day=None).area
    enrol(person=scene.person, insurance_type=to, area=area, first=date(2026, 11, 1), by=None, on=DAY)
    return "changed"


def insurances() -> list[tuple[str, str]]:
    """Each claim's insurance, and its account's."""
    return list(Claim.objects.order_by("pk").values_list("insurance_type", "account__insurance_type"))


@pytest.mark.parametrize(("before", "after"), [(EMPLOYEE, RESIDENT), (RESIDENT, EMPLOYEE)])
def test_an_insurance_that_changes_while_a_sale_waits_pays_on_its_own_account(
    other: Other, before: InsuranceType, after: InsuranceType
) -> None:
    scene = insured_either_way(before)
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        change_insurance(scene, after)
    assert (body(outcomes[0])["insutype"], insurances()) == (after, [(after, after)])
    check_books()


def test_an_insurance_that_changes_after_a_sale_leaves_it_where_it_is(own_database: str) -> None:
    scene = insured_either_way()
    scene.settle()
    change_insurance(scene)
    scene.another().settle()
    assert insurances() == [(EMPLOYEE, EMPLOYEE), (RESIDENT, RESIDENT)]
    check_books()


def test_an_insurance_that_begins_while_a_sale_waits_is_locked_anew(other: Other) -> None:
    scene = Scene()
    Enrolment.objects.filter(person=scene.person).update(period="[2026-12-01,)")
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        Enrolment.objects.filter(person=scene.person).update(period="[2020-01-01,)")
    assert body(outcomes[0])["insutype"] == EMPLOYEE
    check_books()


def test_an_insurance_that_ends_while_a_sale_waits_refuses_it(other: Other) -> None:
    scene = Scene()
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        Enrolment.objects.filter(person=scene.person).update(period="[2020-01-01,2020-02-01)")
    assert body(outcomes[0])["code"] == "NOT_INSURED"
    assert not Claim.objects.exists()


def test_the_database_itself_refuses_a_strange_account_and_the_sale_reads_anew(
    other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "check_locks", lambda *_: None)
    scene = insured_either_way()
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        change_insurance(scene)
    assert (outcomes[0].status, insurances()) == (201, [(RESIDENT, RESIDENT)])


def test_a_client_revoked_while_its_sale_waits_gets_nothing(other: Other) -> None:
    scene = Scene()
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        scene.client.revoked_at = NOON
        scene.client.save()
    assert isinstance(outcomes[0], ClientRevoked)
    assert not Claim.objects.exists()


def test_a_settlement_that_ends_between_a_reversals_lock_and_its_look_is_locked_anew(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene()
    number, later = int(body(scene.settle())["setl_id"]) + 2, scene.another()  # the lock draws a number too
    locked, run = [], LOCK_REVERSAL.run

    def late(**values: object) -> dict[str, object]:
        locked.append(run(**values))
        if len(locked) == 1:
            at_once([later.settle])
        return locked[-1]

    monkeypatch.setattr(LOCK_REVERSAL, "run", late)
    assert scene.reverse(number).status == 201
    assert [bool(row["account"]) for row in locked] == [False, True]
    check_books()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "strange", [{"insurance_type": RESIDENT}, {"purchase_day": date(2027, 1, 1)}, {"account_id": 0}]
)
def test_no_claim_stands_on_an_account_of_somebody_or_something_else(strange: dict[str, object]) -> None:
    Scene().settle()
    claim = Claim.objects.get()
    for name, value in {"pk": None, **strange}.items():
        setattr(claim, name, value)
    with pytest.raises(IntegrityError) as refused:
        claim.save(force_insert=True)
    told = explain(refused.value)
    assert (told.code, told.message) == (
        "CLAIM_ON_OWN_ACCOUNT",
        "结算必须记在同一参保人、同一险种、同一年度的账户上。",
    )


@pytest.mark.django_db
def test_no_ledger_row_stands_on_another_account_than_its_claim() -> None:
    Scene().settle()
    stranger = Scene()
    stranger.settle()
    entry = LedgerEntry.objects.exclude(account=stranger.account).first()
    assert entry is not None
    entry.pk, entry.position, entry.account = None, 99, stranger.account
    with pytest.raises(IntegrityError) as refused:
        entry.save(force_insert=True)
    assert explain(refused.value).code == "LEDGER_ON_CLAIMS_ACCOUNT"


@pytest.mark.django_db
def test_the_hot_update_of_an_account_stays_hot() -> None:
    scene = Scene()
    for _ in range(3):
        scene.another().settle()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_get_xact_tuples_updated(oid), pg_stat_get_xact_tuples_hot_updated(oid)"
            " FROM pg_class WHERE relname = 'settlement_annualaccount'"
        )
        ((updated, hot),) = cursor.fetchall()
    assert updated == hot >= 3


def storm(persons: int) -> int:
    """Two sales and a change of insurance of each person, all at the same moment; how many changes went through."""
    scenes = [insured_either_way(limits=TIGHT) for _ in range(persons)]
    for scene in scenes:
        scene.another().settle()
    sales = [(each, each.order()) for scene in scenes for each in (scene, scene.another())]
    works = [patiently(lambda each=each, order=order: each.settle(order)) for each, order in sales]
    changes = [lambda scene=scene: change_insurance(scene) for scene in scenes]
    outcomes = at_once([*works, *changes])
    assert all(isinstance(outcome, Outcome) for outcome in outcomes[: len(works)]), outcomes
    return outcomes.count("changed")


def check_everybody() -> None:
    assert [pair for pair in insurances() if pair[0] != pair[1]] == []
    assert AnnualAccount.objects.filter(pooled_paid__gt=TIGHT[LimitKind.POOLED]).count() == 0
    check_books()


def test_sales_beside_changes_of_insurance_stay_on_their_own_accounts(own_database: str) -> None:
    assert storm(persons=10) > 0
    check_everybody()


@pytest.mark.prove
def test_five_hundred_persons_change_their_insurance_under_sales(own_database: str) -> None:
    assert sum(storm(persons=25) for _ in range(20)) > 250
    check_everybody()
    assert {account for _, account in insurances()} == {EMPLOYEE, RESIDENT}
