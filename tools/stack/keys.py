"""Random secrets of a province on this machine, made once and kept with its data."""

import secrets


def fresh_keys() -> dict[str, str]:
    """One key for each purpose, under the names that the settings read."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "IDENTITY_KEYS": f"1={secrets.token_hex(16)}",
        "LOOKUP_KEY": secrets.token_hex(32),
        "API_TOKEN_KEY": secrets.token_hex(32),
        "PRESCRIPTION_KEY": secrets.token_hex(32),
    }


def password() -> str:
    return secrets.token_urlsafe(24)
