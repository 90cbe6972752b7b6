"""What the counter can calculate it pays from the first fen on; what it cannot it does not guess at."""

from pathlib import Path
from typing import Any

import pytest

from tests.settlement.scene import Scene
from tests.settlement.test_benefits_paid import paid, refused
from tests.support.law import changed_act
from tests.support.obligations import proving

pytestmark = pytest.mark.django_db

OTHERWISE = {
    "a deductible": ("paying.deductible", "value = 0.00", "value = 300.00"),
    "segments": ("paying.segments", "value = false", "value = true"),
}
PROVES = {"a deductible": "HN-9.2", "segments": "HN-9.3"}


@pytest.mark.obligation("HN-9.2", "HN-9.3")
def test_hunan_pays_from_the_first_fen_without_segments() -> None:
    assert paid(Scene().settle()) == ("238.00", "0.00", "0.00", "102.00")


@pytest.mark.parametrize(("key", "before", "after"), proving(OTHERWISE, PROVES))
def test_what_cannot_be_calculated_is_not_paid(
    settings: Any, tmp_path: Path, key: str, before: str, after: str
) -> None:
    settings.PROVINCE = changed_act(tmp_path, "hunan", (key, before, after))
    assert refused(Scene().settle()) == "POLICY_NOT_CALCULABLE"
