"""The application date that the physician fixed, and what may not be odd about it."""

from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.policy import Applying
from eligibility.applications.rules.facts import ApplicationFacts


class ApplicationDateNotAfterSignature(Rule[ApplicationFacts]):
    """The application date is not after the physician's signature."""

    code = "APPLICATION_DATE_AFTER_SIGNATURE"
    sentence = "申请时间不晚于责任医师签章日"
    remedy = "请改为签章日或更早的日期。"
    field = "application_date"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.application_date <= facts.signature_day

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        return f"申请时间 {facts.application_date}，签章日 {facts.signature_day}。"


class ApplicationDateWithinPublication(Rule[ApplicationFacts]):
    """The physician who fixed the date was published on it already."""

    code = "APPLICATION_DATE_BEFORE_PUBLICATION"
    sentence = "申请时间当日责任医师已发布"
    remedy = "申请时间不能早于责任医师的发布日。"
    field = "application_date"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.physician.published_on(facts.application_date)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        first = min((period.first for period in facts.physician.published), default=None)
        return f"申请时间 {facts.application_date}，首次发布 {first or '无'}。"


class LongGap(Rule[ApplicationFacts]):
    """A long gap from the application date to the day the agency received it deserves a look."""

    code = "LONG_GAP_TO_SUBMISSION"
    sentence = "申请时间与收件日相隔不久"
    remedy = "相隔较久，请核对病历中的日期后再定。"
    field = "application_date"

    def applies(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return facts.received_on is not None

    def days(self, facts: ApplicationFacts) -> int:
        return ((facts.received_on or facts.day) - facts.application_date).days

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool | None:
        return True if self.days(facts) <= policy[Applying].submission_gap_alert_days.on(facts.day) else None

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        most = policy[Applying].submission_gap_alert_days.on(facts.day)
        return f"相隔 {self.days(facts)} 天（超过 {most} 天须核对）。"
