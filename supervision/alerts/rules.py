"""Which parameters are about to run out, and how the thing that an alert is about stands now."""

from dataclasses import dataclass
from datetime import date, timedelta

from acts.demands import carries
from acts.parameters import DatedValue
from acts.policy import Policy
from supervision.alerts.policy import ActEnd


@carries("policy_ending_warning")
def running_out(policy: Policy, day: date) -> tuple[DatedValue[object], ...]:
    """Return the parameters in force that will not be when the warning term is over."""
    warning = policy[ActEnd].warning_days
    if not warning.applies:
        return ()
    then = day + timedelta(days=warning.on(day))
    return tuple(
        parameter for parameter in policy.parameters() if parameter.in_force(day) and not parameter.in_force(then)
    )


def end_with(policy: Policy, last: date) -> int:
    """Return how many parameters have this as the last day of a value, with no value on the next day."""
    return sum(
        any(entry.period.last == last for entry in parameter.entries)
        and not parameter.in_force(last + timedelta(days=1))
        for parameter in policy.parameters()
    )


@dataclass(frozen=True)
class Standing:
    """How the thing that an alert is about stands now.

    `number` is what people call it; `words` say where it stands; `gone_on` is the day on which the cause of the alert
    went away, with what did it in `words`; none while the cause is there or cannot be told by the system.
    """

    number: str = ""
    patient: str = ""
    drug: str = ""
    officer: str = ""
    words: str = ""
    gone_on: date | None = None
