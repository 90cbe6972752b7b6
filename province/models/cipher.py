"""SM4-GCM at rest, and the keyed hash that finds a whole value again."""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

NONCE = 12
TAG = 16


@cache
def _key(version: str) -> bytes:
    return bytes.fromhex(settings.IDENTITY_KEYS[version])


def encrypt(text: str) -> str:
    """Ciphertext `version:base64(nonce, tag, body)` under the newest key."""
    version = max(settings.IDENTITY_KEYS, key=int)
    nonce = secrets.token_bytes(NONCE)
    encryptor = Cipher(algorithms.SM4(_key(version)), modes.GCM(nonce)).encryptor()
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return f"{version}:{base64.b64encode(nonce + encryptor.tag + body).decode()}"


def decrypt(stored: str) -> str:
    """The text again. Raises InvalidTag when the ciphertext was changed, KeyError when its key is gone."""
    version, _, packed = stored.partition(":")
    raw = base64.b64decode(packed)
    nonce, tag, body = raw[:NONCE], raw[NONCE : NONCE + TAG], raw[NONCE + TAG :]
    decryptor = Cipher(algorithms.SM4(_key(version)), modes.GCM(nonce, tag)).decryptor()
    return (decryptor.update(body) + decryptor.finalize()).decode()


def lookup_hash(text: str) -> str:
    """The keyed hash under which a whole value is found; its key is apart from the cipher's and never turned."""
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
