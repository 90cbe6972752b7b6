"""Desks at the pharmacy, at a stranger's, and at the agency of the patient's area."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client as Browser

from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.models import Claim
from tests.factories.physicians import PharmacyFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.settlement.scene import NOON, Scene
from tests.support.browsers import browser_of


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What earlier tests tried must not count in this one."""
    for store in ("default", "shared"):
        caches[store].clear()


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


@pytest.fixture
def pharmacist(scene: Scene) -> Account:
    return StaffFactory(institution=scene.pharmacy, account__role=Role.PHARMACIST, account__name="钟药师").account


@pytest.fixture
def stranger(db: None) -> Account:
    return StaffFactory(institution=PharmacyFactory(), account__role=Role.PHARMACIST).account


def official(role: Role, area: str) -> Account:
    return AccountFactory(role=role, area=AreaFactory(code=area))


@pytest.fixture
def desk(pharmacist: Account) -> Browser:
    return browser_of(pharmacist)


@pytest.fixture
def settled(scene: Scene) -> Callable[[], Claim]:
    def settle() -> Claim:
        assert scene.settle().status == 201
        return Claim.objects.latest("pk")

    return settle


@pytest.fixture
def elsewhere(scene: Scene, stranger: Account) -> Browser:
    """A pharmacist's desk at a pharmacy that the patient did not choose, which has a telephone."""
    scene.pharmacy.phone = "0731-8888"
    scene.pharmacy.save()
    return browser_of(stranger)
