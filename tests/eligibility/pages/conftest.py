"""Whose browser the pages of a draft are opened in."""

import pytest
from django.test import Client

from tests.eligibility.conftest import Cast
from tests.support.browsers import browser_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.physician)
