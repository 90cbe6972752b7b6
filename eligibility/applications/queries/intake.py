"""What the rules of the door say of a case that is accepted together with others, unread."""

from datetime import date

from acts.rules import Outcome, judge
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.facts import of_application
from eligibility.applications.rules.stages import INTAKE
from province.law.queries.policy import current_policy


def doubt_at_intake(case: TreatmentApplication, on: date) -> str:
    """Return what fails, or what only a person can say; empty where every rule of the door says yes."""
    verdicts = judge(INTAKE, of_application(case, on), current_policy())
    doubts = [verdict for verdict in verdicts if verdict.outcome is not Outcome.PASSED]
    if not doubts:
        return ""
    others = f"另有 {len(doubts) - 1} 项。" if len(doubts) > 1 else ""
    return f"{doubts[0].rule}：{doubts[0].evidence}{others}"
