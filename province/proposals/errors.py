"""What is refused of proposals."""

from kit.errors import RuleRefused


class OwnProposal(RuleRefused):
    """Nobody decides what he proposed himself."""

    code = "OWN_PROPOSAL"
    house = True
    message = "这项提议由您提出，须由另一名工作人员确认；您可以收回。"


class NotOwnProposal(RuleRefused):
    """Nobody takes back what another proposed."""

    code = "NOT_OWN_PROPOSAL"
    house = True
    message = "只有提出人可以收回；您可以确认或者不同意。"


class FirstDayPast(RuleRefused):
    """A figure in force from a past day would change what has been paid."""

    code = "FIRST_DAY_PAST"
    house = True
    message = "起始日 {first} 已过，标准不改变已经结算的费用；请填写 {day} 或之后的起始日。"


class FirstDayMovedForward(RuleRefused):
    """Who confirms may put the first day off, not bring it forward."""

    code = "FIRST_DAY_EARLIER"
    house = True
    message = "起始日不能早于提出的 {first}。"
