"""What is refused of stock without codes."""

from kit.errors import RuleRefused, WrongState


class NotListedUncoded(RuleRefused):
    """Only products on the list of the day may be sold without codes, hence declared."""

    code = "UNCODED_NOT_LISTED"
    message = "该产品今日不在无码库内，不能申报无码库存。"


class LessThanSold(RuleRefused):
    """What was declared is no less than what was sold of it since."""

    code = "UNCODED_LESS_THAN_SOLD"
    house = True
    message = "申报的数量不能少于已经无码售出的 {sold} 盒。"


class EndedAlready(WrongState):
    """The list had ended for the product before that day, or had not begun."""

    code = "UNCODED_NOT_IN_FORCE"
    message = "该产品在 {day} 不在无码库内。"
