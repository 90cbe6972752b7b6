"""The policy in use."""

from django.conf import settings

from province.rules.policy import Policy, load_policy


def current_policy() -> Policy:
    """The policy of settings.PROVINCE. Only the shell asks; rules get it as an argument. Raises PolicyError."""
    return load_policy(settings.PROVINCE)
