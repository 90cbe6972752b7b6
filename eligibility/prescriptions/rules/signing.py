"""Electronic signatures over prescriptions: canonical content, a key of its own for each signer."""

import base64
import binascii
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from acts.demands import carries

SCHEME = "ed25519"


class ContentLine(msgspec.Struct, frozen=True):
    product: str
    quantity: str
    regimen: str
    supply_days: int
    usage: str


class Content(msgspec.Struct, frozen=True):
    """What a prescription orders: everything that the signature covers."""

    rxno: str
    kind: str
    setting: str
    person: str
    entitlement: int | None
    signer: str
    hospital: str
    diagnosis_code: str
    diagnosis: str
    valid_from: str
    valid_until: str
    early_reason: str
    assessment: str
    lines: tuple[ContentLine, ...]
    recorded_on: str = ""  # of what was written on paper before


def canonical(content: Content) -> str:
    """One spelling for one content: sorted keys, no spaces, quantities with four decimals."""
    return msgspec.json.encode(content, order="sorted").decode()


def written_quantity(quantity: Decimal) -> str:
    return f"{quantity:.4f}"


class Signer(Protocol):
    """Signs and verifies on somebody's behalf; another scheme, such as SM2, takes this shape."""

    def sign(self, signer: str, text: str) -> str: ...

    def verify(self, signer: str, text: str, signature: str) -> bool: ...


@dataclass(frozen=True)
class ProvinceSigner:
    """Ed25519 with a key for each signer, derived from the province's secret and name."""

    secret: str
    province: str

    def _key(self, signer: str) -> Ed25519PrivateKey:
        return derived_key(self.secret, self.province, signer)

    @carries("prescription_signature")
    def sign(self, signer: str, text: str) -> str:
        """`ed25519:base64` over the text."""
        return f"{SCHEME}:{base64.b64encode(self._key(signer).sign(text.encode())).decode()}"

    def verify(self, signer: str, text: str, signature: str) -> bool:
        """Whether this signer signed exactly this text."""
        scheme, _, payload = signature.partition(":")
        try:
            raw = base64.b64decode(payload, validate=True)
            self._key(signer).public_key().verify(raw, text.encode())
        except (InvalidSignature, binascii.Error):
            return False
        return scheme == SCHEME


@lru_cache(maxsize=4096)
def derived_key(secret: str, province: str, signer: str) -> Ed25519PrivateKey:
    """A signer's key; kept, since deriving it costs as much as a signature and the counter verifies each sale's."""
    info = f"prescription/{province}/{signer}".encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(key)
