"""Bearer tokens: issued by OAuth 2 client credentials, signed, over after minutes, read without a query."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.settings import oauth2_settings

from physicians.clients.models import ApiClient
from physicians.institutions.words import InstitutionKind


@dataclass(frozen=True)
class Client:
    """The system of an institution that is calling, as its token says. `area` is the institution's."""

    pk: int
    institution: str
    kind: InstitutionKind
    area: str

    is_authenticated = True


class ProvenRequest(Protocol):
    """The request of a client that has proved its secret."""

    client: ApiClient


class SignedTokens(OAuth2Validator):
    """Issues tokens without keeping them: the signature is the proof, and ten minutes need no revoking."""

    def save_bearer_token(self, token: dict[str, object], request: object, *args: object, **kwargs: object) -> None:
        """Nothing to keep."""


def signed_token(request: ProvenRequest) -> str:
    """The token of the client that has just proved its secret; called by the OAuth library."""
    client = request.client
    place = client.institution
    return _signer().sign_object([client.pk, place.code, place.kind, place.area_id], compress=False)


def read_token(text: str) -> Client | None:
    """Who holds this token; None when it is not ours, was altered, or is over."""
    try:
        claims = _signer().unsign_object(text, max_age=oauth2_settings.ACCESS_TOKEN_EXPIRE_SECONDS)
    except (BadSignature, ValueError):
        return None
    pk, institution, kind, area = claims
    return Client(pk, institution, InstitutionKind(kind), area)


def _signer() -> TimestampSigner:
    return TimestampSigner(key=settings.API_TOKEN_KEY, salt="api token", fallback_keys=[])
