"""What eligibility refuses outside its rules."""

from kit.errors import WrongState


class CannotResumeYet(WrongState):
    code = "ENTITLEMENT_NOT_SUSPENDED"
    message = "该待遇目前没有这一原因的暂停。"


class EndsBefore(WrongState):
    """An end that is set is only ever moved to an earlier day."""

    code = "ENDS_BEFORE"
    message = "该待遇已定于 {last} 终止，只能改为更早的日期。"
