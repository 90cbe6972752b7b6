"""The policy in use."""

from django.conf import settings

from acts.loader import load_policy
from acts.schema import Policy


def current_policy() -> Policy:
    """The policy of settings.PROVINCE. Only the shell asks; rules get it as an argument. Raises ActFileError."""
    return load_policy(settings.PROVINCE)
