"""The base of every API view: parse -> one action or query -> render."""

from collections.abc import Iterable
from typing import ClassVar, cast

import msgspec
from django.http import HttpResponse, QueryDict
from msgspec import Struct
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from kit.api.errors import BodyTooLarge, EmptyBody, InvalidQuery
from kit.api.faults import MOST_FAULTS, MOST_SHOWN
from kit.errors import FieldError
from kit.identity import mask_text

MOST_BYTES = 128 * 1024


class OneFormat(DefaultContentNegotiation):
    """JSON comes back whatever was asked for: a problem must be readable to everyone."""

    def select_renderer(
        self, _request: Request, renderers: Iterable[BaseRenderer], *_: object
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class ApiView(APIView):
    """JSON in, JSON out, whatever was asked for; no method but those it has."""

    http_method_names = ["get", "head", "post"]
    content_negotiation_class = OneFormat
    metadata_class = None
    query: ClassVar[tuple[str, ...]] = ()  # what may stand after the question mark of a GET

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Weighs the body before anything of it is read. Raises BodyTooLarge, InvalidQuery."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise BodyTooLarge(limit=MOST_BYTES)
        super().initial(request, *args, **kwargs)
        if request.META.get("QUERY_STRING"):
            _check_query(request.GET, self.query if request.method in ("GET", "HEAD") else ())


def _check_query(query: QueryDict, known: tuple[str, ...]) -> None:
    """Raise InvalidQuery with each name that the call does not have, or that stands twice."""
    allowed = "、".join(known) or "没有查询参数"
    faults = []
    for name, values in query.lists():
        place = mask_text(name)[:MOST_SHOWN]
        if name not in known:
            message = f"这个接口没有查询参数 {place}，可用的是：{allowed}。"
            faults.append(FieldError(place, "UNKNOWN_QUERY", message, allowed=allowed))
        elif len(values) > 1:
            faults.append(FieldError(place, "DUPLICATE_NAME", f"查询参数 {place} 只能出现一次。", allowed="一次"))
    if faults:
        raise InvalidQuery(*faults[:MOST_FAULTS])


def document_of(request: Request) -> dict[str, object]:
    """The request's JSON object. Raises what the parser raises, EmptyBody where nothing was sent."""
    if not request.META.get("CONTENT_LENGTH", "").strip("0"):
        raise EmptyBody
    return cast(dict[str, object], request.data)  # the parser lets nothing else through


def answer(content: Struct, status: int = 200, **headers: str) -> HttpResponse:
    """A Struct as the answer; personal data is in it, so nobody may keep it."""
    return text_answer(msgspec.json.encode(content), status, **headers)


def text_answer(text: bytes | str, status: int = 200, **headers: str) -> HttpResponse:
    """An answer that is JSON text already, such as a stored one."""
    own = {name.replace("_", "-"): value for name, value in headers.items()}
    all_headers = {"Cache-Control": "no-store", **own}
    return HttpResponse(text, status=status, content_type="application/json", headers=all_headers)
