"""Which parameters are about to run out."""

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
