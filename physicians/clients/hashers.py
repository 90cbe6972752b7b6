"""A fast hash for API client secrets."""

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import constant_time_compare, salted_hmac


class ClientSecretHasher(BasePasswordHasher):
    """One salted HMAC: a client secret is 256 random bits, so nothing is gained by a slow hash."""

    algorithm = "client_secret"

    def encode(self, password: str, salt: str) -> str:
        digest = salted_hmac(salt, password, algorithm="sha256").hexdigest()
        return f"{self.algorithm}${salt}${digest}"

    def decode(self, encoded: str) -> dict[str, str]:
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        return constant_time_compare(encoded, self.encode(password, self.decode(encoded)["salt"]))

    def safe_summary(self, encoded: str) -> dict[str, str]:  # type: ignore[override]  # its keys need no translation
        return {"algorithm": self.algorithm, "hash": self.decode(encoded)["hash"][:6]}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: the hash has one speed."""
