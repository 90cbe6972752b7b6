"""How long an entitlement lasts: by natural years, or with the drug's validity (decision 1)."""

from dataclasses import dataclass
from datetime import date, timedelta

from acts.demands import carries
from acts.policy import Policy
from eligibility.entitlements.policy import Lasting
from eligibility.entitlements.words import EntitlementEnd
from kit.errors import RuleRefused
from kit.period import Period


class DrugValidityUnknown(RuleRefused):
    code = "DRUG_VALIDITY_UNKNOWN"
    message = "该药品在 {day} 没有目录有效期，无法确定待遇期。"


class NothingLeftToGrant(RuleRefused):
    code = "NOTHING_LEFT_TO_GRANT"
    message = "自 {first} 起到 {last} 已没有可享受的日子。"


@dataclass(frozen=True)
class Asked:
    """What fixes a term: the application date, how long was asked, the old end of a renewal, the drug's last day."""

    application_date: date
    asked_until: date | None = None
    renews_after: date | None = None
    drug_until: date | None = None

    @property
    def first(self) -> date:
        """A renewal begins the day after the old end, everything else on the application date."""
        if self.renews_after is not None and self.renews_after >= self.application_date:
            return self.renews_after + timedelta(days=1)
        return self.application_date


@dataclass(frozen=True)
class Term:
    """The proposed period, why it ends when it ends, and what the date costs the patient if anything."""

    period: Period
    reason: str
    notice: str = ""


@carries("entitlement_term")
def proposed_term(request: Asked, policy: Policy) -> Term:
    """The longest term that the act allows and the physician asked for.

    Raises DrugValidityUnknown, NothingLeftToGrant.
    """
    first = request.first
    last, reason = _longest(request, policy)
    if request.asked_until is not None and request.asked_until < last:
        last, reason = request.asked_until, "按责任医师申请的截止日。"
    if last < first:
        raise NothingLeftToGrant(first=first, last=last)
    return Term(Period(first, last), reason, year_end_notice(first, policy))


def _longest(request: Asked, policy: Policy) -> tuple[date, str]:
    if policy[Lasting].end.on(request.first) is EntitlementEnd.DRUG_VALIDITY:
        if request.drug_until is None:
            raise DrugValidityUnknown(day=request.first)
        return request.drug_until, "与药品目录有效期一致，以复查评估维持。"
    years = policy[Lasting].natural_years.on(request.first)
    return natural_years_end(request.first, years), f"自 {request.first} 起不超过 {years} 个自然年度，当年计为第一个。"


def natural_years_end(first: date, years: int) -> date:
    """31 December of the last of `years` calendar years, the year of `first` being the first."""
    return date(first.year + years - 1, 12, 31)


def year_end_notice(first: date, policy: Policy) -> str:
    """What a date close to the year's end costs: those few days use up a whole natural year."""
    if not policy[Lasting].year_end_notice_days.applies or not policy[Lasting].natural_years.applies:
        return ""
    days = (date(first.year, 12, 31) - first).days + 1
    if days > policy[Lasting].year_end_notice_days.on(first):
        return ""
    later, years = date(first.year + 1, 1, 1), policy[Lasting].natural_years.on(first)
    return (
        f"{first} 距年末只有 {days} 天，当年也计为一个自然年度；"
        f"若临床允许自 {later} 起，待遇可至 {natural_years_end(later, years)}。"
    )
