"""Three faults under eight clients: what clients were told and what the database holds must agree afterwards."""

import random

import pytest

from tests.faults.site import STEP, Site

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]

EXPECTED = {201, 422, 409, 503, None}


def test_killed_web_workers_lose_and_double_nothing(site: Site) -> None:
    chance = random.Random(1)
    with site.at_work(seed=1) as found:
        for _ in range(10):
            site.more()
            chance.choice(site.workers).kill()
        site.more()
        site.system.kill_part("web")
        site.system.start_part("web")
    (examined,) = found
    assert examined.violations == {}
    assert examined.times(None) >= 5, "the kills hit nobody"
    assert examined.statuses <= EXPECTED


def test_a_database_that_restarts_at_once_loses_nothing_it_acknowledged(site: Site) -> None:
    with site.at_work(seed=2) as found:
        site.more(3 * STEP)
        site.stack.postgres.restart_at_once()
        site.more(3 * STEP)
        site.stack.postgres.kill()
        site.more(STEP // 2)
        site.stack.postgres.start()
        site.more(2 * STEP)
    (examined,) = found
    assert examined.violations == {}
    assert examined.times(503) >= 5, "nobody noticed that the database was away"
    assert examined.statuses <= EXPECTED


def test_the_counter_does_not_notice_a_killed_broker(site: Site) -> None:
    with site.at_work(seed=3) as found:
        site.more()
        site.stack.valkey.kill()
        site.more(5 * STEP)
        site.stack.valkey.start()
    (examined,) = found
    assert examined.violations == {}
    assert examined.times(None) == examined.times(503) == 0
    assert max(attempt.ended_at - attempt.sent_at for attempt in examined.attempts) < 5
