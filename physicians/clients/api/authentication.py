"""Who is calling: the institution's system, by its bearer token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from kit.api.errors import NotAuthenticated, TokenRefused
from physicians.clients.api.tokens import Client, read_token


class InstitutionToken(BaseAuthentication):
    """Reads `Authorization: Bearer ...` without a query. A client or institution stopped meanwhile is seen by the
    statement that reads the institution."""

    def authenticate(self, request: Request) -> tuple[Client, str] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise NotAuthenticated
        client = read_token(token.strip())
        if client is None:
            raise TokenRefused
        return client, token

    def authenticate_header(self, _request: Request) -> str:
        return NotAuthenticated.challenge


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers its subclasses
    """How the schema names the token."""

    target_class = InstitutionToken
    name = "institution"

    def get_security_definition(self, _auto_schema: object) -> dict[str, object]:
        flow = {"tokenUrl": "/api/v1/token", "scopes": {"settle": "结算"}}
        return {"type": "oauth2", "description": "机构的客户端凭证", "flows": {"clientCredentials": flow}}
