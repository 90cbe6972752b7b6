"""All that a page says it says in words: no value of a column, no path, no login name, no number for machines."""

import pytest

from province.staff.models import Account
from province.staff.words import Role
from tests.routes.test_pages import one_of
from tests.routes.walk import read_answer, walk
from tests.support.browsers import browser_of
from tests.support.plain import read, strays

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]

# Where a login name stands beside the name under a heading of its own: it is looked for, or tells namesakes apart.
OF_ACCOUNTS = ("/admin/province/account/", "/admin/physicians/institutionstaff/", "/catalog/experts/")
# A spreadsheet calculates with what it holds.
IN_FILES = "money without its commas"


def faults(role: Role, address: str, said: list[str]) -> list[str]:
    """What is wrong on a page, each with where and for whom."""
    logins = set(Account.objects.values_list("username", flat=True)) if address.startswith(OF_ACCOUNTS) else set()
    found = [each for each in strays(said, "hunan") if each[1] not in logins]
    return [f"{role} {address} {why}: {what}" for why, what in found if "export=" not in address or why != IN_FILES]


@pytest.mark.prove
@pytest.mark.parametrize("role", Role)
def test_every_page_that_a_role_reaches_is_in_plain_words(role: Role) -> None:
    stops = list(walk(one_of(role), "hunan"))
    assert len(stops) > 30
    found = [fault for stop in stops for fault in faults(role, stop.address, stop.said)]
    assert found == [], "\n".join(found)


NEAR = ("/", "/admin/", "/articles/?words=HN-23", "/catalog/drugs/", "/supervision/events/")


@pytest.mark.parametrize("role", Role)
def test_what_a_role_sees_first_is_in_plain_words(role: Role) -> None:
    browser = browser_of(one_of(role))
    found = [fault for address in NEAR for fault in faults(role, address, read_answer(browser.get(address)).pieces)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>初始密码：None</p>", "nothing, said by a machine"),
        ("<img alt='True'>", "nothing, said by a machine"),
        ("<p>期限 {due}</p>", "a template's sign"),
        ("<td>Drug object (3)</td>", "an object"),
        ("<td>2026-11-30T08:00:00</td>", "a moment for machines"),
        ("<td>0E+2</td>", "a number for machines"),
        ("<td>0.30000000000000004</td>", "a number for machines"),
        ("<td>150000.00 元</td>", "money without its commas"),
        ("<td>430102</td>", "an area's code"),
        ("<td>险种 310</td>", "a code"),
        ("<td>状态 approved</td>", "English"),
        ("<td>chenmingyuan</td>", "English"),
        ("<td>catalog.listings.rules:refuse</td>", "English"),
        ("<input placeholder='Search'>", "English"),
    ],
)
def test_the_search_sees(html: str, why: str) -> None:
    assert why in {fault for fault, _ in strays(read(html).pieces, "hunan")}


@pytest.mark.parametrize(
    "html",
    [
        "<td>SQ430102202611230001</td>",
        "<p>每次 125 mg，ALK 阳性，IIIA 期，C34.900，HN-23.4</p>",
        "<td>1,234.50 元，共 310 条</td>",
        "<script>None</script><details><code>catalog.listings.rules:refuse</code></details>",
    ],
)
def test_the_search_lets_pass(html: str) -> None:
    assert strays(read(html).pieces, "hunan") == []


def test_a_county_that_two_cities_have_stands_with_its_city() -> None:
    said = [read(f"<td>{words}</td>").pieces for words in ("鼓楼区", "南京市鼓楼区", "徐州市鼓楼区")]
    assert [bool(strays(pieces, "jiangsu")) for pieces in said] == [True, False, False]
