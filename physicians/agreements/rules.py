"""What an agreement must say before anybody buys under it."""

from acts.citations import is_absent
from acts.demands import ask
from acts.policy import Policy

ask("outpatient_terms")


def asks_outpatient_terms(policy: Policy) -> bool:
    """Whether a hospital's agreement must hold terms for outpatients before it serves them."""
    return not is_absent(policy, "outpatient_terms")
