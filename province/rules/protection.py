"""Protection of personal data at rest: SM4-GCM with a key version in front, and a keyed SM3 hash to find by.

The hash has a key of its own that is never turned, so that values stay findable while encryption keys change.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

VERSION_BYTES = 1
NONCE_BYTES = 12
TAG_BYTES = 16


class ProtectionError(Exception):
    """A key is missing or has the wrong size, or a stored value was changed. A fault, never an input."""


class Secret:
    """A value that no page, log or message shows by accident: only `reveal()` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __str__(self) -> str:
        return "******"

    def __repr__(self) -> str:
        return "Secret(******)"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True)
class Keyring:
    """SM4 keys by version, of which the highest encrypts, and the key of the lookup hash.

    Raises ProtectionError when there is no key, a key is not 16 bytes, or a version does not fit a byte.
    """

    keys: Mapping[int, bytes] = field(repr=False)
    lookup_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != 16 for key in self.keys.values()):
            raise ProtectionError("every SM4 key has 16 bytes, and there is at least one")
        if not all(0 < version < 256 for version in self.keys):
            raise ProtectionError("key versions are numbers from 1 to 255")
        if len(self.lookup_key) < 16:
            raise ProtectionError("the lookup key has at least 16 bytes")

    def encrypt(self, text: str, context: str) -> bytes:
        """Version, nonce, tag and ciphertext; readable only in the column that `context` names."""
        version, nonce = max(self.keys), os.urandom(NONCE_BYTES)
        encryptor = Cipher(SM4(self.keys[version]), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(context.encode())
        ciphertext = encryptor.update(text.encode()) + encryptor.finalize()
        return version.to_bytes(VERSION_BYTES) + nonce + encryptor.tag + ciphertext

    def decrypt(self, stored: bytes, context: str) -> str:
        """The text again. Raises ProtectionError for an unknown key, a changed value or another column's."""
        version, nonce, tag, ciphertext = _parts(stored)
        if version not in self.keys:
            raise ProtectionError(f"no key of version {version}")
        decryptor = Cipher(SM4(self.keys[version]), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context.encode())
        try:
            return (decryptor.update(ciphertext) + decryptor.finalize()).decode()
        except InvalidTag:
            raise ProtectionError(f"a value of {context} was changed or moved") from None

    def lookup(self, text: str) -> bytes:
        """The keyed hash (HMAC-SM3) by which a whole value is found."""
        hashed = HMAC(self.lookup_key, SM3())
        hashed.update(text.encode())
        return hashed.finalize()


def _parts(stored: bytes) -> tuple[int, bytes, bytes, bytes]:
    nonce_end = VERSION_BYTES + NONCE_BYTES
    tag_end = nonce_end + TAG_BYTES
    if len(stored) < tag_end:
        raise ProtectionError("a stored value is too short")
    version = int.from_bytes(stored[:VERSION_BYTES])
    return version, stored[VERSION_BYTES:nonce_end], stored[nonce_end:tag_end], stored[tag_end:]
