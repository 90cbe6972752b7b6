"""All that is wrong at once: each field with what is allowed in it and what came."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from kit.api.faults import MOST_FAULTS, faults_of
from settlement.counter.api.wire import BenefitCheckIn, ReversalIn, SettlementIn, order
from tests.api.conftest import DAY, Counter
from tests.api.test_bad_input import FIELDS, with_value

pytestmark = pytest.mark.django_db
Sale = dict[str, Any]
SOMEBODY = "11010519491231002X"


def told(answer: Any) -> dict[str, Any]:
    return {each["field"]: each for each in answer.json()["errors"]}


def test_one_answer_names_everything_that_is_wrong(counter: Counter, sale: Sale) -> None:
    line = {**sale["drugdetail"][0], "prd_days": "28", "cnt": "1,0", "feedetl_sn": ""}
    answer = counter.post("settlements", {**sale, "drugdetail": [line], "med_type": 41, "begntime": "今天"}, key="k1")
    lines = {"drugdetail[0].prd_days", "drugdetail[0].cnt", "drugdetail[0].feedetl_sn"}
    assert (answer.status_code, told(answer).keys()) == (400, {"med_type", "begntime", *lines})


def test_missing_fields_are_all_named_and_the_first_stands_in_the_detail(counter: Counter) -> None:
    answer = counter.post("settlements", {}, key="k1")
    missing = {"rxno", "mdtrt_cert_type", "med_type", "medfee_sumamt", "drugdetail", "psn_no"}
    assert told(answer).keys() == missing
    assert "rxno（处方流水号）" in answer.json()["detail"]
    assert "共 6 处" in answer.json()["detail"]


WRONG = {
    "prd_days": ("28", "整数（不加引号），1 至 366，例如 28", "文本“28”"),
    "cnt": (2, '文本（加引号），半角数字，小数至多 4 位，例如 "2.0000"', "数字 2"),
    "no_trac_reason": ("lost", '文本，取值为"old_stock"，old_stock 赋码前库存', "文本“lost”"),
    "drug_trac_info": ([{}] * 501, "数组，至多 500 项", "数组（501 项）"),
    "feedetl_sn": ("x" * 50, "文本，写法 ^[!-~]{1,40}$，例如 1", f"文本“{'x' * 40}…”"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_says_what_is_allowed_and_what_came(counter: Counter, sale: Sale, name: str) -> None:
    value, allowed, came = WRONG[name]
    answer = counter.post("settlements", with_value(sale, ("drugdetail", 0, name), value), key="k1")
    fault = told(answer)[f"drugdetail[0].{name}"]
    assert (fault["allowed"], fault["came"]) == (allowed, came)
    assert (fault["detail"].endswith(f"应为{allowed}；收到的是{came}。"), answer.json()["detail"]) == (
        True,
        fault["detail"],
    )


@pytest.mark.parametrize("field", ["certno", "psn_no", "med_type", "begntime", "psn_name", "reason", SOMEBODY])
def test_no_personal_number_is_told_again(counter: Counter, sale: Sale, field: str) -> None:
    bad = counter.post("settlements", {**sale, "psn_cert_type": "01", field: SOMEBODY + "、" + SOMEBODY}, key="k1")
    assert bad.status_code == 400
    assert SOMEBODY not in bad.content.decode()


def test_a_day_may_come_with_its_time(counter: Counter, sale: Sale) -> None:
    assert counter.post("settlements", {**sale, "begntime": f"{DAY} 09:00:00"}, key="k1").json()["begntime"] == DAY


@pytest.mark.parametrize("text", [f"{DAY} 24:00:00", f"{DAY} 9:00", "2026-02-30 09:00:00", f"{DAY}T09:00:00", "26-1-1"])
def test_what_is_no_day_is_told_how_to_write_one(counter: Counter, sale: Sale, text: str) -> None:
    fault = told(counter.post("settlements", {**sale, "begntime": text}, key="k1"))["begntime"]
    assert (fault["code"], "2026-11-25 09:00:00" in fault["detail"]) == ("DAY_UNREADABLE", True)


def test_what_national_clients_send_besides_is_taken_and_changes_nothing(counter: Counter, sale: Sale) -> None:
    besides = {"psn_name": "某人", "opter": "01", "opter_name": "收银员", "inf_time": f"{DAY} 09:00:00"}
    first = counter.post("settlements", {**sale, **besides}, key="k1")
    again = counter.post("settlements", {**sale, **besides, "opter": "02"}, key="k1")
    assert (first.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")


def test_what_nobody_knows_is_refused_by_its_name(counter: Counter, sale: Sale) -> None:
    answer = counter.post("settlements", {**sale, "acct_used_flag": "1", "dise_codg": "C50"}, key="k1")
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [
        ("acct_used_flag", "UNKNOWN_FIELD"),
        ("dise_codg", "UNKNOWN_FIELD"),
    ]


def test_faults_without_end_are_cut_off(sale: Sale) -> None:
    assert len(faults_of({**sale, "drugdetail": [{}] * 40}, SettlementIn)) == MOST_FAULTS


def bad_documents(sale: Sale) -> Iterator[Sale]:
    for path, values in FIELDS.items():
        yield from (with_value(sale, path, value) for value in values.values())


def test_whatever_cannot_be_read_has_a_fault_and_what_can_be_has_none(counter: Counter, sale: Sale, today: Any) -> None:
    for document in bad_documents(sale):
        try:
            order(document, today)
        except Exception as refusal:
            assert type(refusal).__name__ == "InvalidBody", document  # noqa: PT017
        else:
            assert faults_of(document, SettlementIn) == ()


@pytest.mark.parametrize("kind", [SettlementIn, BenefitCheckIn, ReversalIn])
def test_every_field_of_a_request_can_be_told_in_words(kind: Any) -> None:
    for name, shape in msgspec.json.schema_components([kind])[1][kind.__name__]["properties"].items():
        (fault, *_) = (each for each in faults_of({name: 1.5}, kind) if each.field == name)
        assert (fault.code, shape["title"] in fault.message) == ("WRONG_TYPE", True)
