"""Every error of the API as application/problem+json (RFC 9457), made in one place."""

from collections.abc import Iterable, Iterator
from typing import Annotated, TypedDict

import msgspec
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from msgspec import Meta, Struct
from rest_framework import exceptions
from rest_framework.views import APIView

from kit.action import explain
from kit.api.errors import MediaTypeRefused, MethodRefused, NotAuthenticated, TokenRefused
from kit.api.faults import MOST_SHOWN
from kit.errors import (
    Busy,
    DomainError,
    FieldError,
    Malformed,
    NotFound,
    NotPermitted,
    TooManyRequests,
)
from kit.identity import mask_text
from kit.request_id import request_id
from province.frame.rules import TITLES, place_of
from province.law.queries.policy import article_against

CONTENT_TYPE = "application/problem+json"


class FieldProblem(Struct):
    """One field that is wrong; of what cannot be read, what is allowed there and what came."""

    field: Annotated[str, Meta(title="字段", examples=["drugdetail[0].cnt"])]
    code: Annotated[str, Meta(title="代码", examples=["AMOUNT_NOT_PLAIN"])]
    detail: Annotated[str, Meta(title="说明", examples=["金额或数量只能由半角数字和一个小数点组成，例如 1234.50。"])]
    allowed: Annotated[str | None, Meta(title="允许的内容", examples=["整数（不加引号），1 至 366"])] = None
    came: Annotated[str | None, Meta(title="收到的内容", description="个人信息和密钥不回显")] = None


class Problem(Struct):
    """An error: what is wrong, the article where a rule refused, and each field."""

    type: Annotated[str, Meta(title="代码说明的地址", examples=["/api/v1/problems/not-found"])]
    title: Annotated[str, Meta(title="类别", examples=["没有找到"])]
    status: Annotated[int, Meta(title="状态码", examples=[404])]
    detail: Annotated[str, Meta(title="说明", examples=["没有找到这条记录。"])]
    code: Annotated[str, Meta(title="代码", examples=["NOT_FOUND"])]
    source: Annotated[str | None, Meta(title="依据条文")] = None
    errors: Annotated[list[FieldProblem], Meta(title="逐项错误")] = []
    instance: Annotated[
        str, Meta(title="请求编号", description="与应答头 X-Request-Id 和日志中的编号相同；报修时请提供")
    ] = ""


def describe(error: DomainError, fields: Iterable[FieldError] | None = None) -> Problem:
    """Return the problem that an error is; `fields` are its own, unless the sender has other names for them."""
    return Problem(
        type=place_of(error.code),
        title=TITLES[error.status],
        status=error.status,
        detail=error.message,
        code=error.code,
        source=article_against(error) or None,
        errors=[
            FieldProblem(each.field, each.code, each.message, each.allowed or None, each.came or None)
            for each in (error.fields if fields is None else fields)
        ],
        instance=request_id(),
    )


def problem_text(error: DomainError, fields: Iterable[FieldError] | None = None) -> str:
    """Return the problem as the text that is answered and, for a refusal, kept."""
    return msgspec.json.encode(describe(error, fields)).decode()


def answer(error: DomainError) -> HttpResponse:
    """The response that an error is, with the headers its status asks for."""
    response = HttpResponse(
        problem_text(error), status=error.status, content_type=CONTENT_TYPE, headers=dict(_headers(error))
    )
    response.problem_code = error.code  # type: ignore[attr-defined]  # for the log
    return response


def _headers(error: DomainError) -> Iterator[tuple[str, str]]:
    yield "Cache-Control", "no-store"
    if error.status == NotAuthenticated.status:
        yield "WWW-Authenticate", (error if isinstance(error, NotAuthenticated) else TokenRefused).challenge
    seconds = getattr(error, "retry_after", None)
    if seconds is not None:
        yield "Retry-After", str(seconds)


class Context(TypedDict):
    """What REST framework says about where an error came up."""

    view: APIView


def handle(error: Exception, context: Context) -> HttpResponse | None:
    """The exception handler of REST framework; None leaves an unknown fault to the 500 page and the log."""
    translation = translate(error)
    if translation is None:
        return None
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = ", ".join(context["view"].allowed_methods)
        response = answer(MethodRefused(method=str(error.args[0])[:MOST_SHOWN], allowed=allowed))
        response["Allow"] = allowed
        return response
    return answer(translation)


def translate(error: Exception) -> DomainError | None:
    """The domain error that another library's exception means; None where the fault is ours."""
    match error:
        case DomainError():
            return error
        case OperationalError() | InterfaceError():
            return Busy()
        case IntegrityError():
            return explain(error)
        case Http404():
            return NotFound()
        case PermissionDenied():
            return NotPermitted()
        case BadRequest() | SuspiciousOperation():
            return Malformed()
    return _of_framework(error)


def _of_framework(error: Exception) -> DomainError | None:
    match error:
        case exceptions.NotAuthenticated():
            return NotAuthenticated()
        case exceptions.AuthenticationFailed():
            return TokenRefused()
        case exceptions.PermissionDenied():
            return NotPermitted()
        case exceptions.MethodNotAllowed():
            return MethodRefused(method="这种", allowed="接口文档中的方法")
        case exceptions.UnsupportedMediaType():
            return MediaTypeRefused(wanted="application/json", came=mask_text(str(error.args[0]))[:MOST_SHOWN])
        case exceptions.Throttled():
            return TooManyRequests(getattr(error, "wait", None) or 1)
        case exceptions.ParseError():
            return Malformed()
    return None
