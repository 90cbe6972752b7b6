"""Papers: the closed list, what is missing of it, and what a return may name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from acts.demands import carries
from acts.policy import Policy
from acts.rules import Rule
from eligibility.applications.policy import Applying, Intake
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.applications.words import MaterialKind
from kit.errors import RuleRefused


def missing(facts: ApplicationFacts, policy: Policy) -> tuple[MaterialKind, ...]:
    """What the closed list names and the case lacks; the signed electronic form is itself the form."""
    there = facts.materials | ({MaterialKind.FORM} if facts.signed_on else set())
    return tuple(paper for paper in policy[Applying].materials.on(facts.day) if paper not in there)


class MaterialsComplete(Rule[ApplicationFacts]):
    """Every paper of the closed list is there."""

    code = "MATERIALS_INCOMPLETE"
    sentence = "申请材料齐全"
    remedy = "请一次性告知补齐。"
    field = "materials"

    def is_met(self, facts: ApplicationFacts, policy: Policy) -> bool:
        return not missing(facts, policy)

    def evidence(self, facts: ApplicationFacts, policy: Policy) -> str:
        lacking = "、".join(paper.label for paper in missing(facts, policy))
        return f"缺{lacking}。" if lacking else f"清单 {len(policy[Applying].materials.on(facts.day))} 项均已提交。"


class NoGapNamed(RuleRefused):
    code = "NO_GAP_NAMED"
    message = "退回补正须一次列明全部缺件，至少一项。"


class GapOutsideTheList(RuleRefused):
    code = "GAP_OUTSIDE_THE_LIST"
    message = "“{paper}”不在申请材料清单内，不得要求提供。"


class GapNotNewlyHandedIn(RuleRefused):
    code = "GAP_NOT_NEWLY_HANDED_IN"
    message = "已经一次性告知过；再次退回只能针对新补交的材料，“{paper}”不是。"


@dataclass(frozen=True)
class Gap:
    """One paper that is missing or cannot be used, and why."""

    material: MaterialKind
    note: str = ""

    @property
    def words(self) -> str:
        return f"{self.material.label}：{self.note}" if self.note else self.material.label


@carries("gaps_at_once")
def check_gaps(gaps: Iterable[Gap], returns: int, newly: frozenset[MaterialKind], policy: Policy, on: date) -> None:
    """Refuse a return that names nothing, asks beyond the closed list, or finds old faults on a second look.

    `returns` counts the returns before this one, `newly` holds the papers handed in since the last.
    Raises NoGapNamed, GapOutsideTheList, GapNotNewlyHandedIn.
    """
    all_gaps = list(gaps)
    if not all_gaps:
        raise NoGapNamed
    for gap in all_gaps:
        if gap.material not in policy[Applying].materials.on(on):
            raise GapOutsideTheList(paper=gap.material.label)
        if returns >= policy[Intake].return_count.on(on) and gap.material not in newly:
            raise GapNotNewlyHandedIn(paper=gap.material.label)
