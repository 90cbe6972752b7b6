"""POST /api/v1/token: OAuth 2 client credentials (RFC 6749, section 4.4)."""

import json
from base64 import b64decode
from contextlib import suppress
from typing import Annotated, cast
from urllib.parse import unquote

import msgspec
from django.conf import settings
from django.http import HttpResponse, QueryDict
from msgspec import Meta, Struct
from oauth2_provider.views.mixins import OAuthLibMixin
from rest_framework.parsers import FormParser
from rest_framework.request import Request

from kit.api.errors import MediaTypeRefused
from kit.api.faults import MOST_SHOWN
from kit.api.views import ApiView, answer
from kit.limits import Limit
from kit.request_id import request_id
from province.frame.problems import CONTENT_TYPE, FieldProblem
from province.frame.rules import TITLES, place_of
from province.frame.schema import FORM, operation

SENTENCES = {
    "invalid_client": "客户端编号或密钥不对，或该客户端已停用。",
    "invalid_request": "请求不完整：需要 grant_type，以及客户端编号和密钥。",
    "invalid_scope": "没有这个授权范围。",
    "unauthorized_client": "该客户端不能用这种方式领取令牌。",
    "unsupported_grant_type": "只支持 grant_type=client_credentials。",
}


class TokenRequest(Struct, forbid_unknown_fields=True):
    """Client credentials; the client's number and secret may stand in the Basic header instead."""

    grant_type: Annotated[str, Meta(title="授权方式", pattern="^client_credentials$", examples=["client_credentials"])]
    client_id: Annotated[str, Meta(title="客户端编号", max_length=100, examples=["yangtianhu-pos"])] = ""
    client_secret: Annotated[str, Meta(title="客户端密钥", max_length=255)] = ""
    scope: Annotated[str, Meta(title="授权范围", examples=["settle"])] = ""


class Token(Struct):
    """A bearer token."""

    access_token: Annotated[str, Meta(title="访问令牌")]
    expires_in: Annotated[int, Meta(title="有效秒数", examples=[600])]
    token_type: Annotated[str, Meta(title="令牌类型", examples=["Bearer"])]
    scope: Annotated[str, Meta(title="授权范围", examples=["settle"])]


class TokenProblem(Struct):
    """An error in the words of RFC 9457, and where OAuth knows it, of RFC 6749 as well."""

    type: Annotated[str, Meta(title="代码说明的地址")]
    title: Annotated[str, Meta(title="类别")]
    status: Annotated[int, Meta(title="状态码")]
    detail: Annotated[str, Meta(title="说明")]
    code: Annotated[str, Meta(title="代码", examples=["INVALID_CLIENT"])]
    source: Annotated[str | None, Meta(title="依据条文")] = None
    errors: Annotated[list[FieldProblem], Meta(title="逐项错误")] = []
    instance: Annotated[str, Meta(title="请求编号", description="与应答头 X-Request-Id 相同")] = ""
    error: Annotated[str, Meta(title="OAuth 错误码", examples=["invalid_client"])] = ""
    error_description: Annotated[str, Meta(title="OAuth 错误说明", examples=["invalid_client"])] = ""


# A token lasts ten minutes: a client that asks many times a minute has lost its way. Who does not know the secret is
# slowed down by client and address, so that nobody shuts another out, and by address, whatever clients are guessed.
OF_A_CLIENT = Limit("tokens", settings.API_TOKENS_A_MINUTE)
WRONG_OF_A_CLIENT = Limit("wrong secrets of a client", settings.API_WRONG_SECRETS_A_MINUTE)
WRONG_OF_AN_ADDRESS = Limit("wrong secrets of an address", 3 * settings.API_WRONG_SECRETS_A_MINUTE)


class TokenView(OAuthLibMixin, ApiView):
    """Gives a token to a client that proves its secret."""

    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    parser_classes = [FormParser]

    @operation(
        "token",
        "领取访问令牌",
        tag="访问令牌",
        description="OAuth 2 客户端凭证（RFC 6749 第 4.4 节）。"
        "编号和密钥可放在 Basic 请求头，也可放在表单里。令牌十分钟有效。",
        takes=TokenRequest,
        as_form=True,
        gives={200: (Token, "访问令牌")},
        refuses=[429],
        problem=TokenProblem,
    )
    def post(self, request: Request) -> HttpResponse:
        if request.content_type.partition(";")[0] not in ("", "text/plain", FORM):
            raise MediaTypeRefused(wanted=FORM, came=request.content_type[:MOST_SHOWN])
        client, address = _client_named(request), request.META.get("REMOTE_ADDR", "")
        form = cast(QueryDict, request.data)
        # Who is named is counted: nobody names one client in the header and proves another in the form.
        if _is_basic(request) and (form.get("client_secret") or form.get("client_id", client) != client):
            return _refuse("invalid_request", 400)
        WRONG_OF_A_CLIENT.check(client, address)
        WRONG_OF_AN_ADDRESS.check(address)
        _, _, body, status = self.create_token_response(request._request)
        content = json.loads(body)
        if status == 200:
            OF_A_CLIENT.spend(client)
            return answer(msgspec.convert(content, Token))
        if status == 401:
            WRONG_OF_A_CLIENT.spend(client, address)
            WRONG_OF_AN_ADDRESS.spend(address)
        return _refuse(content["error"], status)


def _client_named(request: Request) -> str:
    """The number of the client that asks, from the header or else the form; whether it is one is not known yet."""
    if _is_basic(request):
        _, _, text = request.META["HTTP_AUTHORIZATION"].partition(" ")
        with suppress(ValueError):
            return unquote(b64decode(text).decode().partition(":")[0])
        return ""
    return str(cast(QueryDict, request.data).get("client_id", ""))


def _is_basic(request: Request) -> bool:
    return bool(request.META.get("HTTP_AUTHORIZATION", "").lower().startswith("basic "))


def _refuse(error: str, status: int) -> HttpResponse:
    detail = SENTENCES.get(error, SENTENCES["invalid_request"])
    code = error.upper()
    problem = TokenProblem(
        type=place_of(code),
        title=TITLES[status],
        status=status,
        detail=detail,
        code=code,
        instance=request_id(),
        error=error,
        error_description=error,
    )
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="api"'
    response = HttpResponse(msgspec.json.encode(problem), status=status, content_type=CONTENT_TYPE, headers=headers)
    response.problem_code = code  # type: ignore[attr-defined]  # for the log
    return response
