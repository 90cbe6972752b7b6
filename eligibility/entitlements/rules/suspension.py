"""On what grounds the acts suspend an entitlement: each cause has its own."""

from acts.demands import ask
from eligibility.entitlements.words import SuspensionCause


def ground_of(cause: SuspensionCause) -> str:
    """The name under which the acts speak of a suspension for this cause."""
    return f"suspended_for.{cause}"


ask(*map(ground_of, SuspensionCause))
