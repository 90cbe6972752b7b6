"""The strict reader of JSON."""

from typing import Annotated

import pytest
from msgspec import Meta, Struct

from kit.api.json import read, read_struct
from kit.errors import Malformed


class Line(Struct, forbid_unknown_fields=True):
    cnt: Annotated[str, Meta(pattern=r"^[0-9]+\Z")]


class Sale(Struct, forbid_unknown_fields=True):
    rxno: Annotated[str, Meta(min_length=1, max_length=4)]
    lines: Annotated[list[Line], Meta(min_length=1, max_length=2)]


UNREADABLE = {
    "nothing": (b"", "EMPTY_BODY"),
    "blanks": (b" \n ", "EMPTY_BODY"),
    "half": (b'{"a":', "NOT_JSON"),
    "two documents": (b"{} {}", "NOT_JSON"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "BYTE_ORDER_MARK"),
    "invalid UTF-8": (b'{"a": "\xff"}', "NOT_UTF8"),
    "GBK": ('{"a": "患者退药"}'.encode("gbk"), "NOT_UTF8"),
    "an encoded surrogate": (b'{"a": "\xed\xa0\x80"}', "NOT_UTF8"),
    "half a surrogate pair": (b'{"a": "\\ud800"}', "NOT_JSON"),
    "UTF-16": ('{"a": "b"}'.encode("utf-16"), "BYTE_ORDER_MARK"),
    "UTF-16 without a mark": ('{"a": "b"}'.encode("utf-16-le"), "NOT_JSON"),
    "not a number": (b'{"a": NaN}', "NOT_JSON"),
    "infinity": (b'{"a": -Infinity}', "NOT_JSON"),
    "a number without end": (b'{"a": 1e400}', "NOT_JSON"),
    "a raw control character": (b'{"a": "\x01"}', "NOT_JSON"),
    "a raw NUL": (b'{"a": "\x00"}', "NOT_JSON"),
    "an escaped NUL": (b'{"a": "\\u0000"}', "FORBIDDEN_CHARACTER"),
    "a comment": (b"{} // 1", "NOT_JSON"),
    "a trailing comma": (b'{"a": 1,}', "NOT_JSON"),
    "single quotes": (b"{'a': 1}", "NOT_JSON"),
    "5,000 deep": (b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", "NOT_JSON"),
    "deep without end": (b"[" * 100_000, "NOT_JSON"),
    "an array": (b"[]", "NOT_OBJECT"),
    "a text": (b'"x"', "NOT_OBJECT"),
    "a number": (b"1", "NOT_OBJECT"),
    "null": (b"null", "NOT_OBJECT"),
    "a name twice": (b'{"a": 1, "a": 1}', "DUPLICATE_NAME"),
    "a name twice, once escaped": (b'{"a": 1, "\\u0061": 1}', "DUPLICATE_NAME"),
    "a name twice, deep inside": (b'{"a": [{"b": {"c": 1, "c": 2}}]}', "DUPLICATE_NAME"),
}


@pytest.mark.parametrize(("raw", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_one_plain_object_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read(raw)
    assert refused.value.code == code


def test_gbk_is_named_with_the_byte_where_it_begins() -> None:
    with pytest.raises(Malformed) as refused:
        read('{"reason": "患者退药"}'.encode("gbk"))
    assert refused.value.message.startswith("请求内容从第 13 个字节起不是 UTF-8 编码。看起来是 GBK 编码。")


def test_the_place_is_told_from_where_a_text_is_no_json() -> None:
    with pytest.raises(Malformed) as refused:
        read(b'{"a": 1,}')
    assert "第 9 个字节" in refused.value.message


def test_names_with_hanzi_beyond_the_basic_plane_are_read() -> None:
    assert read('{"name": "𠮷野"}'.encode()) == {"name": "𠮷野"}
    assert read(b'{"name": "\\ud842\\udfb7"}') == {"name": "𠮷"}


WRONG = {
    "unknown": ({"x": 1}, "x", "UNKNOWN_FIELD"),
    "missing": ({"rxno": "1"}, "lines", "MISSING_FIELD"),
    "a number for text": ({"rxno": 1}, "rxno", "WRONG_TYPE"),
    "null for text": ({"rxno": None}, "rxno", "WRONG_TYPE"),
    "too long": ({"rxno": "12345"}, "rxno", "WRONG_LENGTH"),
    "too short": ({"rxno": ""}, "rxno", "WRONG_LENGTH"),
    "too many": ({"rxno": "1", "lines": [{"cnt": "1"}] * 3}, "lines", "WRONG_COUNT"),
    "wrong shape": ({"rxno": "1", "lines": [{"cnt": "1"}, {"cnt": "1x"}]}, "lines[1].cnt", "WRONG_SHAPE"),
    "a line feed at the end": ({"rxno": "1", "lines": [{"cnt": "1\n"}]}, "lines[0].cnt", "WRONG_SHAPE"),
    "unknown inside": ({"rxno": "1", "lines": [{"cnt": "1", "y": 1}]}, "lines[0].y", "UNKNOWN_FIELD"),
}


@pytest.mark.parametrize(("document", "field", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_field_is_named_with_its_place(document: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_struct(document, Sale, lambda sale: sale)
    assert (field, code) in [(each.field, each.code) for each in refused.value.fields]
