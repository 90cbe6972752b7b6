"""Every page of the demonstration, for every role: no word, article or term of the other act stands on it."""

import pytest

from province.staff.words import Role
from tests.routes.test_pages import one_of
from tests.routes.texts import foreign, texts

pytestmark = [pytest.mark.prove, pytest.mark.usefixtures("seeded"), pytest.mark.django_db]


@pytest.mark.parametrize("role", Role)
def test_no_page_of_hunans_demonstration_speaks_as_jiangsu(role: Role) -> None:
    pages = texts(one_of(role), "hunan")
    assert len(pages) > 5
    assert foreign(pages, "hunan") == {}
