"""Bad input in every field that takes any: a 4xx problem, nothing stored, never a 5xx.

A rule's refusal (422) is kept as the key's answer; of the sale itself nothing is.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from province.frame.problems import CONTENT_TYPE
from tests.api.conftest import DAY, Counter
from tests.api.corpus import AMOUNTS, BODIES, COUNTS, DAYS, IDENTITIES, IDS, LISTS, TEXTS

pytestmark = pytest.mark.django_db
Sale = dict[str, Any]
Path = tuple[str | int, ...]

LINE: Path = ("drugdetail", 0)
FIELDS: dict[Path, dict[str, Any]] = {
    ("rxno",): TEXTS,
    ("psn_no",): TEXTS,
    ("psn_cert_type",): TEXTS,
    ("certno",): IDENTITIES,
    ("mdtrt_cert_type",): TEXTS,
    ("med_type",): TEXTS,
    ("begntime",): DAYS,
    ("medfee_sumamt",): AMOUNTS,
    ("elsewhere_reason",): TEXTS,
    ("drugdetail",): LISTS,
    (*LINE, "feedetl_sn"): TEXTS,
    (*LINE, "med_list_codg"): TEXTS,
    (*LINE, "cnt"): AMOUNTS,
    (*LINE, "pric"): AMOUNTS,
    (*LINE, "det_item_fee_sumamt"): AMOUNTS,
    (*LINE, "prd_days"): COUNTS,
    (*LINE, "no_trac_reason"): TEXTS,
    (*LINE, "drug_trac_info"): LISTS,
    (*LINE, "drug_trac_info", 0, "drug_trac_codg"): TEXTS,
    (*LINE, "drug_trac_info", 0, "trdn_flag"): TEXTS,
}
# One field of each kind in every run; all of them in the long proof.
IN_EVERY_RUN = {
    ("certno",),
    ("begntime",),
    ("drugdetail",),
    (*LINE, "pric"),
    (*LINE, "prd_days"),
    (*LINE, "feedetl_sn"),
}
# Fields where an empty text means "not given", and fields that take any visible ASCII.
MAY_BE_EMPTY = {"psn_cert_type", "certno", "elsewhere_reason", "no_trac_reason"}
VISIBLE = {"feedetl_sn": re.compile(r"[!-~]{1,40}")}
STORED = (
    "settlement_claim",
    "settlement_claimline",
    "settlement_ledgerentry",
    "settlement_tracepack",
    "settlement_tracesale",
    "settlement_outboxmessage",
    "province_event",
)


def stored() -> tuple[Any, ...]:
    """How many rows there are of everything a settlement writes, and what it changes."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in STORED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}, (SELECT sum(dispensed) FROM eligibility_prescriptionline)")
        return cursor.fetchone()


def with_value(document: Sale, path: Path, value: Any) -> Sale:
    changed = copy.deepcopy(document)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


def is_fine(path: Path, value: Any) -> bool:
    """What the field's own rules allow, so that the sale itself may go through."""
    name = str(path[-1])
    if value == "" and name in MAY_BE_EMPTY:
        return True
    return isinstance(value, str) and name in VISIBLE and VISIBLE[name].fullmatch(value) is not None


def bad_values(path: Path) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in FIELDS[path].items() if not is_fine(path, value))


def assert_refused(answer: Any, case: str) -> None:
    assert 400 <= answer.status_code < 500, (case, answer.status_code, answer.content)
    told = answer.json()
    assert answer["Content-Type"] == CONTENT_TYPE, case
    assert (told["status"], bool(told["code"]), bool(told["detail"])) == (answer.status_code, True, True), case


@pytest.mark.parametrize(
    "path",
    [path if path in IN_EVERY_RUN else pytest.param(path, marks=pytest.mark.prove) for path in FIELDS],
    ids=lambda path: ".".join(map(str, path)),
)
def test_a_bad_field_of_a_settlement_is_refused_and_nothing_is_stored(counter: Counter, sale: Sale, path: Path) -> None:
    before = stored()
    for number, (name, value) in enumerate(bad_values(path)):
        assert_refused(counter.post("settlements", with_value(sale, path, value), key=f"bad-{number}"), name)
        assert stored() == before, name


@pytest.mark.prove
@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_a_bad_field_of_a_preview_is_refused(counter: Counter, sale: Sale, path: Path) -> None:
    before = stored()
    for name, value in bad_values(path):
        assert_refused(counter.post("settlements/preview", with_value(sale, path, value)), name)
    assert stored() == before


@pytest.mark.prove
@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_a_missing_field_is_named(counter: Counter, sale: Sale, path: Path) -> None:
    changed = with_value(sale, path, None)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    answer = counter.post("settlements", changed, key="missing")
    assert answer.status_code in {201, 400, 422}
    if answer.status_code == 400:
        assert str(path[-1]) in answer.json()["errors"][0]["field"] or path[-1] == "psn_no"


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "path",
    ["settlements", "settlements/preview", "settlements/1/reversal", "settlements/1/partial-return", "benefit-checks"],
)
def test_a_bad_body_is_refused_and_nothing_is_stored(counter: Counter, name: str, path: str) -> None:
    before = stored()
    assert_refused(counter.post(path, BODIES[name], key="k1"), name)
    assert stored() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/xml"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": "application/json; charset=gbk"}, 415),
        ({"content_type": ""}, 415),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_CONTENT_ENCODING": "br"}, 415),
        ({"CONTENT_LENGTH": str(10**9)}, 413),
    ],
)
def test_a_bad_wrapping_is_refused(counter: Counter, sale: Sale, headers: dict[str, str], status: int) -> None:
    answer = counter.post("settlements", sale, key="k1", **headers)
    assert_refused(answer, str(headers))
    assert answer.status_code == status


def test_a_body_beyond_the_limit_is_refused_unread(counter: Counter) -> None:
    answer = counter.post("settlements", b'{"rxno": "' + b"x" * 200_000 + b'"}', key="k1")
    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize("path", ["settlements/{}", "settlements/{}/reversal", "prescriptions/{}"])
def test_a_bad_number_is_not_found(counter: Counter, path: str) -> None:
    for number in IDS:
        if path.endswith("reversal"):
            answer = counter.post(path.format(number), {"reason": "quality"}, key="k1")
        else:
            answer = counter.get(path.format(number))
        code = "NO_SUCH_CALL" if "%2f" in number else "NOT_FOUND"  # a slash is a step further down
        assert (answer.status_code, answer.json()["code"]) == (404, code), number


@pytest.mark.parametrize("name", ["day", "after", "key"])
def test_a_bad_question_is_refused(counter: Counter, name: str) -> None:
    for case, value in {**DAYS, "number": "-1", "9s": "9" * 30}.items():
        if isinstance(value, str) and value not in {"1999-12-31", "2027-01-01", "2199-12-31"}:
            query = {"day": DAY, name: value} if name == "after" else {name: value}
            assert_refused(counter.get("settlements", **query), case)


def test_no_question_is_refused(counter: Counter) -> None:
    answer = counter.get("settlements")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "day")


@pytest.mark.parametrize("name", ["psn_no", "certno", "med_list_codg", "begntime"])
def test_a_bad_question_about_benefits_never_fails(counter: Counter, sale: Sale, name: str) -> None:
    """Who is unknown has no benefits: an answer. What cannot be read is refused."""
    corpus = {"certno": IDENTITIES, "begntime": DAYS}.get(name, TEXTS)
    for case, value in corpus.items():
        answer = counter.post("benefit-checks", {"psn_no": sale["psn_no"], name: value})
        if answer.status_code != 200:
            assert_refused(answer, case)


def test_bad_reasons_of_a_reversal_are_refused_or_kept_as_text(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    unreadable = {"empty", "blank", "NUL", "too long"}
    refused = {name: value for name, value in TEXTS.items() if not isinstance(value, str) or name in unreadable}
    for case, value in TEXTS.items():
        assert_refused(counter.post(f"settlements/{number}/reversal", {"reason": value}, key="r1"), case)
    for case, value in refused.items():
        sent = {"reason": "other", "note": value}
        assert_refused(counter.post(f"settlements/{number}/reversal", sent, key="r1"), case)
    kept = counter.post(f"settlements/{number}/reversal", {"reason": "other", "note": TEXTS["markup"]}, key="r1")
    assert kept.json()["note"] == TEXTS["markup"]


TOKENS = ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer \x00", "bearer a b c", "Bearer " + "x" * 70_000]


@pytest.mark.parametrize("token", TOKENS, ids=range(len(TOKENS)))
@pytest.mark.parametrize("path", ["settlements", "settlements/preview", "settlements/1/reversal", "benefit-checks"])
def test_nobody_is_served_without_a_token(counter: Counter, sale: Sale, token: str, path: str) -> None:
    answer = counter.post(path, sale, key="k1", HTTP_AUTHORIZATION=token)
    assert (answer.status_code, answer["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert answer.json()["code"] in {"NOT_AUTHENTICATED", "TOKEN_REFUSED"}
