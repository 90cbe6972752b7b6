"""Protection of personal data at rest: SM4-GCM with a key version in front, and a keyed SM3 hash to find by.

The hash has a key of its own that is never turned, so that values stay findable while encryption keys change.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from kit.identity import mask

SM4_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16


class ProtectionError(Exception):
    """A key is missing or has the wrong size, or a stored value was changed. A fault, never an input."""


class Secret:
    """A value that every page, log and message shows masked; only `reveal()` gives it whole."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the text itself."""
        return self._value

    def __str__(self) -> str:
        return mask(self._value)

    def __repr__(self) -> str:
        return f"Secret({self})"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True)
class Keyring:
    """SM4 keys by version, of which the highest encrypts, and the key of the lookup hash.

    Raises ProtectionError when there is no key, or one is too short.
    """

    keys: Mapping[int, bytes] = field(repr=False)
    lookup_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != SM4_BYTES for key in self.keys.values()):
            raise ProtectionError("every SM4 key has 16 bytes, and there is at least one")
        if len(self.lookup_key) < SM4_BYTES:
            raise ProtectionError("the lookup key has at least 16 bytes")

    def encrypt(self, text: str, context: str) -> str:
        """`version:base64(nonce, tag, ciphertext)`, readable only in the column that `context` names."""
        version, nonce = max(self.keys), os.urandom(NONCE_BYTES)
        encryptor = Cipher(SM4(self.keys[version]), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(context.encode())
        ciphertext = encryptor.update(text.encode()) + encryptor.finalize()
        return f"{version}:{base64.b64encode(nonce + encryptor.tag + ciphertext).decode()}"

    def decrypt(self, ciphertext: str, context: str) -> str:
        """The text again. Raises ProtectionError for an unknown key, a changed value or another column's."""
        version, nonce, tag, payload = _parts(ciphertext)
        if version not in self.keys:
            raise ProtectionError(f"no key of version {version}")
        decryptor = Cipher(SM4(self.keys[version]), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context.encode())
        try:
            return (decryptor.update(payload) + decryptor.finalize()).decode()
        except InvalidTag:
            raise ProtectionError(f"a value of {context} was changed or moved") from None

    def lookup(self, text: str) -> str:
        """The keyed hash (HMAC-SM3, 64 hex digits) by which a whole value is found."""
        mac = HMAC(self.lookup_key, SM3())
        mac.update(text.encode())
        return mac.finalize().hex()


def _parts(ciphertext: str) -> tuple[int, bytes, bytes, bytes]:
    version, _, payload = ciphertext.partition(":")
    try:
        raw = base64.b64decode(payload, validate=True)
        number = int(version)
    except (binascii.Error, ValueError):
        raise ProtectionError("a stored value has lost its form") from None
    body = NONCE_BYTES + TAG_BYTES
    if len(raw) < body:
        raise ProtectionError("a stored value is too short")
    return number, raw[:NONCE_BYTES], raw[NONCE_BYTES:body], raw[body:]
