"""The acts, one after the other."""

import pytest

from acts.inventory import acts_with_citations
from acts.loader import load_policy
from acts.policy import Policy
from province.law.checks import import_floors


@pytest.fixture(params=acts_with_citations())
def policy(request: pytest.FixtureRequest, settings: object) -> Policy:
    """The policy of each act in turn, which is the one in use, with all floors imported."""
    settings.PROVINCE = request.param
    import_floors()
    return load_policy(request.param)
