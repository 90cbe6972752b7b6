"""JSON in and out: strict on the way in, exact on the way out."""

import json
import re
from collections.abc import Mapping
from typing import IO, TypeVar

import msgspec
from msgspec import Struct
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from kit.api.errors import (
    DuplicateName,
    EmptyBody,
    EncodingRefused,
    ForbiddenCharacter,
    InvalidBody,
    NotJSON,
    NotObject,
)
from kit.errors import FieldError

Kind = TypeVar("Kind", bound=Struct)

_AT = re.compile(r" - at `\$\.?(?P<at>[^`]*)`\Z")
_FIELD = re.compile(r"field `(?P<name>[^`]*)`")
# What msgspec says, as our code and sentence; the first whose words its message contains.
_MEANINGS = (
    ("unknown field", "UNKNOWN_FIELD", "接口没有这个字段。"),
    ("missing required field", "MISSING_FIELD", "缺少必填字段。"),
    ("matching regex", "WRONG_SHAPE", "内容的写法不符合要求。"),
    ("`str` of length", "WRONG_LENGTH", "文字长度不符合要求。"),
    ("`array` of length", "WRONG_COUNT", "条数不符合要求。"),
    ("Invalid enum value", "NOT_IN_LIST", "取值不在规定的代码之内。"),
    ("", "WRONG_TYPE", "数据类型不对；金额、数量和代码一律用文本传送。"),
)


class StrictJSONParser(BaseParser):
    """Takes one JSON object in uncompressed UTF-8."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], _media_type: str | None = None, parser_context: Mapping[str, Request] | None = None
    ) -> dict[str, object]:
        """Return the body of a request as one object. Raises EncodingRefused and what `read` raises."""
        request = (parser_context or {})["request"]
        is_compressed = request.META.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity"
        _, _, charset = request.content_type.lower().partition("charset=")
        if is_compressed or charset.strip('" ;') not in ("", "utf-8", "utf8"):
            raise EncodingRefused
        return read(stream.read())


def read(raw: bytes) -> dict[str, object]:
    """Return the bytes as one object. Raises EmptyBody, NotJSON, NotObject, DuplicateName, ForbiddenCharacter."""
    if not raw.strip():
        raise EmptyBody
    try:
        document = msgspec.json.decode(raw)
        # msgspec keeps the last of two equal names and lets an escaped NUL through, which PostgreSQL does not take.
        if "\\u0000" in (text := raw.decode()):
            raise ForbiddenCharacter
        json.loads(text, object_pairs_hook=_each_name_once)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise NotJSON from None
    if not isinstance(document, dict):
        raise NotObject
    return document


def _each_name_once(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) == len(pairs):
        return
    names = [name for name, _ in pairs]
    raise DuplicateName(name=next(name for name in names if names.count(name) > 1)[:40])


def read_struct(document: object, kind: type[Kind]) -> Kind:
    """Return a document that was read as that Struct. Raises InvalidBody naming the field."""
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        raise InvalidBody(fields=(field_error(str(error)),)) from None


def field_error(reason: str) -> FieldError:
    """Return msgspec's reason as the field that is wrong, a code and a sentence of ours."""
    at, name = _AT.search(reason), _FIELD.search(reason)
    code, sentence = next((code, sentence) for words, code, sentence in _MEANINGS if words in reason)
    field = ".".join(filter(None, (at and at["at"], name and name["name"])))
    return FieldError(field[:120], code, sentence)


class JSONRenderer(BaseRenderer):
    """Structs and plain values as UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: object, *_: object) -> bytes:
        """Return the bytes of a body."""
        return msgspec.json.encode(data)
