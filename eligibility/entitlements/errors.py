"""What eligibility refuses outside its rules."""

from kit.errors import RuleRefused, WrongState


class CannotResumeYet(WrongState):
    code = "ENTITLEMENT_NOT_SUSPENDED"
    message = "该待遇在 {day} 及以后没有这一原因的暂停，请核对原因和恢复日期。"


class PaysNothingThen(WrongState):
    """Nothing is paid again after the end."""

    code = "RESUMED_AFTER_END"
    message = "待遇到 {last} 为止，{day} 已不再支付；暂停到终止为止的，不必恢复。"


class SuspensionOutside(RuleRefused):
    """What is not in effect cannot be held back either."""

    code = "SUSPENSION_OUTSIDE_ENTITLEMENT"
    house = True
    message = "暂停期应在待遇期 {period} 之内，请改正起止日期。"


class EndsBefore(WrongState):
    """An end that is set is only ever moved to an earlier day."""

    code = "ENDS_BEFORE"
    message = "该待遇已定于 {last} 终止，只能改为更早的日期。"
