"""JSON in and out: strict on the way in, exact on the way out."""

import json
import re
from collections.abc import Callable, Mapping
from typing import IO, TypeVar

import msgspec
from msgspec import Struct
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from kit.api.errors import (
    ByteOrderMark,
    DuplicateName,
    EmptyBody,
    EncodingRefused,
    ForbiddenCharacter,
    InvalidBody,
    NotJSON,
    NotObject,
    NotUnicode,
)
from kit.api.faults import MOST_SHOWN, faults_of
from kit.errors import Malformed
from kit.identity import mask_text

Kind = TypeVar("Kind", bound=Struct)
Made = TypeVar("Made")

_BYTE = re.compile(r"byte (?P<place>[0-9]+)")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class StrictJSONParser(BaseParser):
    """Takes one JSON object in uncompressed UTF-8."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], _media_type: str | None = None, parser_context: Mapping[str, Request] | None = None
    ) -> dict[str, object]:
        """Return the body of a request as one object. Raises EncodingRefused and what `read` raises."""
        request = (parser_context or {})["request"]
        compression = request.META.get("HTTP_CONTENT_ENCODING", "identity").lower()
        _, _, charset = request.content_type.lower().partition("charset=")
        if compression != "identity":
            raise EncodingRefused(came=f"Content-Encoding: {compression[:20]}")
        if charset.strip('" ;') not in ("", "utf-8", "utf8"):
            raise EncodingRefused(came=f"charset={charset[:20]}")
        return read(stream.read())


def read(raw: bytes) -> dict[str, object]:
    """Return the bytes as one object. Raises EmptyBody, ByteOrderMark, NotUnicode, NotJSON, NotObject, DuplicateName,
    ForbiddenCharacter."""
    if not raw.strip():
        raise EmptyBody
    try:
        document = msgspec.json.decode(raw)
        # msgspec keeps the last of two equal names and lets an escaped NUL through, which PostgreSQL does not take.
        if "\\u0000" in (text := raw.decode()):
            raise ForbiddenCharacter
        json.loads(text, object_pairs_hook=_each_name_once)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _unreadable(raw, str(error)) from None
    if not isinstance(document, dict):
        raise NotObject
    return document


def _unreadable(raw: bytes, reason: str) -> Malformed:
    """Return the error that says most of what is wrong with bytes that no reader takes."""
    if raw.startswith(_MARKS):
        return ByteOrderMark()
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return NotUnicode(place=error.start + 1, guess="看起来是 GBK 编码。" if _is_gbk(raw) else "")
    place = _BYTE.search(reason)
    return NotJSON(place=int(place["place"]) + 1 if place else len(raw))


def _is_gbk(raw: bytes) -> bool:
    try:
        return any("\u4e00" <= character <= "\u9fff" for character in raw.decode("gbk"))
    except UnicodeDecodeError:
        return False


def _each_name_once(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) == len(pairs):
        return
    names = [name for name, _ in pairs]
    raise DuplicateName(name=mask_text(next(name for name in names if names.count(name) > 1))[:MOST_SHOWN])


def read_struct(document: object, kind: type[Kind], build: Callable[[Kind], Made]) -> Made:
    """Return what `build` makes of the document, read as that Struct; it may find a field Malformed.

    Raises InvalidBody with everything that is wrong with the document, also what neither of the two came to see.
    """
    try:
        return build(msgspec.convert(document, kind))
    except (msgspec.ValidationError, Malformed):
        raise InvalidBody(*faults_of(document, kind)) from None


class JSONRenderer(BaseRenderer):
    """Structs and plain values as UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: object, *_: object) -> bytes:
        """Return the bytes of a body."""
        return msgspec.json.encode(data)
