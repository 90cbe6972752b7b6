"""Sales beside what the core system reports of the same persons: none keeps the other out, and one comes first."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import cycle

import pytest

from acts.rules import Refused
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EndCause
from eligibility.people import actions as persons
from eligibility.people.words import AssistanceCategory, InsuranceType
from eligibility.prescriptions.actions import Line, Order, issue
from eligibility.prescriptions.rules.supply import Regimen
from kit.period import Period
from province.areas.models import Area
from settlement.claims.models import Claim
from settlement.claims.queries.contradictions import with_contradictions
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind
from tests.factories.province import AreaFactory
from tests.factories.settlement import LimitFactory
from tests.faults.checkers import CHECKERS, Evidence
from tests.faults.snapshot import Snapshot, read
from tests.settlement.scene import DAY, Outcome, Scene
from tests.settlement.sessions import ENTITLEMENT, Other
from tests.settlement.test_own_account import insured_either_way
from tests.settlement.test_races import TIGHT, check_books
from tests.support.crowd import at_once

Change = Callable[[Scene], object]
SEEN_IN_BOOKS = ("I1", "I2", "I3", "I4", "I7")
AT_ONCE = 6  # pairs: more threads than this wait for the processor, not for rows


def insure_otherwise(scene: Scene) -> object:
    area = Area.objects.get(pk="430102")
    return persons.enrol(
        person=scene.person, insurance_type=InsuranceType.RESIDENT, area=area, first=DAY, by=None, on=DAY
    )


def move_away(scene: Scene) -> object:
    area = Area.objects.get(pk="430202")
    return persons.enrol(
        person=scene.person, insurance_type=InsuranceType.EMPLOYEE, area=area, first=DAY, by=None, on=DAY
    )


def hold(scene: Scene) -> object:
    return persons.hold(person=scene.person, period=Period(DAY, DAY), cause="欠费", by=None, on=DAY)


def recognise(scene: Scene) -> object:
    period = Period(DAY, None)
    return persons.recognise(
        person=scene.person, category=AssistanceCategory.SUBSISTENCE, period=period, by=None, on=DAY
    )


def report_death(scene: Scene) -> object:
    return persons.report_death(person=scene.person, died_on=date(2026, 11, 22), by=None, on=DAY)


def leave_the_drug(scene: Scene) -> object:
    entitlement = Entitlement.objects.get(pk=scene.entitlement.pk)
    return entitlements.end(
        entitlement=entitlement, cause=EndCause.CANCELLED, last_day=date(2026, 11, 22), by=None, on=DAY
    )


CHANGES = (insure_otherwise, move_away, hold, recognise, report_death, leave_the_drug)
STOPPING = (hold, report_death, leave_the_drug)


def beside_sales(scenes: Sequence[Scene], *changes: Change) -> Iterator[object]:
    """A sale and a change of each person at the same moment, some persons at a time; what became of each."""
    kinds = cycle(changes)
    for start in range(0, len(scenes), AT_ONCE):
        works: list[Callable[[], object]] = []
        for scene in scenes[start : start + AT_ONCE]:
            works += [partial(scene.settle, scene.order()), partial(next(kinds), scene)]
        yield from at_once(works)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_sale_and_a_change_of_the_same_person_both_come_through(own_database: str, change: Change) -> None:
    AreaFactory(code="430202")
    scenes = [Scene() for _ in range(AT_ONCE)]
    results = list(beside_sales(scenes, change))
    assert [each for each in results if isinstance(each, Exception)] == []
    assert {each.status for each in results if isinstance(each, Outcome)} <= {201, 422}
    check_books()


def each_with_two_sales(scenes: Sequence[Scene], *changes: Change) -> Iterator[object]:
    """Two sales and a change of each person at the same moment, some persons at a time; what became of each."""
    kinds = cycle(changes)
    for start in range(0, len(scenes), AT_ONCE):
        works: list[Callable[[], object]] = []
        for scene in scenes[start : start + AT_ONCE]:
            second = scene.another()
            works += [partial(scene.settle, scene.order()), partial(next(kinds), scene)]
            works += [partial(second.settle, second.order())]
        yield from at_once(works)


@pytest.mark.prove
def test_so_do_those_of_five_hundred_persons(own_database: str) -> None:
    """Nothing is busy, nothing is a bare error of the database, and every claim stands on its own account."""
    zhuzhou = AreaFactory(code="430200")
    AreaFactory(code="430202")
    scenes = [insured_either_way(limits=TIGHT) for _ in range(500)]
    for kind, amount in TIGHT.items():
        LimitFactory(area=zhuzhou, kind=kind, amount=amount)
    results = list(each_with_two_sales(scenes, *CHANGES))
    assert [each for each in results if isinstance(each, Exception)] == []
    assert len(results) == 1500
    evidence = Evidence(attempts=(), before=Snapshot(), after=read(own_database))
    assert len(evidence.after.claims) == Claim.objects.count() > 500
    assert {name: found for name in SEEN_IN_BOOKS if (found := list(CHECKERS[name](evidence)))} == {}
    named = Alert.objects.filter(kind=AlertKind.SALE_CONTRADICTED).values_list("object_id", flat=True)
    assert sorted(map(int, named)) == sorted(with_contradictions(Claim.objects.all()).values_list("pk", flat=True))


@pytest.mark.parametrize("change", STOPPING, ids=lambda change: change.__name__)
def test_nothing_settles_once_the_change_stands(own_database: str, change: Change) -> None:
    scene = Scene()
    orders = [(each, each.order()) for each in (scene.another() for _ in range(6))]
    sales = [lambda each=each, order=order: each.settle(order).status for each, order in orders]
    *_, settled_before = at_once([*sales, lambda: (change(scene), Claim.objects.count())[1]])
    assert settled_before == Claim.objects.count()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_that_waits_for_a_sale_does_not_keep_it_from_its_claim(
    other: Other,
    change: Change,
) -> None:
    """The sale shares the entitlement; its claim then points to the person and to the entitlement."""
    AreaFactory(code="430202")
    scene = Scene()
    shared = "SELECT id FROM eligibility_entitlement WHERE id = %s FOR SHARE"
    other.run(other.holding, shared, scene.entitlement.pk)

    def claim() -> None:
        other.wait_for_a_waiter()
        whose = "SELECT 1 FROM eligibility_insuredperson WHERE psn_no = %s FOR KEY SHARE NOWAIT"
        other.run(other.holding, whose, scene.person.pk)
        other.holding.commit()

    results = at_once([lambda: change(scene), claim])
    assert [each for each in results if isinstance(each, Exception)] == []


def test_a_prescription_that_waits_sees_the_death_that_came_meanwhile(other: Other) -> None:
    """What is joined with a row that was waited for is as it was before."""
    scene = Scene()
    line = Line(product=scene.product, quantity=Decimal(1), regimen=Regimen(Decimal(10)), usage="每日一次")
    diagnosis = scene.entitlement.diagnosis_code
    order = Order(lines=[line], diagnosis_code=diagnosis, diagnosis="肺恶性肿瘤", identity_checked=True)
    physician = scene.prescription.physician.account
    other.hold(ENTITLEMENT, scene.entitlement.pk)

    def bury() -> None:
        other.wait_for_a_waiter()
        died = "UPDATE eligibility_insuredperson SET died_on = '2026-11-22' WHERE psn_no = %s RETURNING psn_no"
        other.run(other.holding, died, scene.person.pk)
        other.holding.commit()

    issued, _ = at_once([partial(issue, entitlement=scene.entitlement, order=order, by=physician, on=DAY), bury])
    assert isinstance(issued, Refused), repr(issued)
    assert issued.code == "NO_ENTITLEMENT"
