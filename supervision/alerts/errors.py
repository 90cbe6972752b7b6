"""What supervision refuses."""

from kit.errors import DomainError, WrongState


class AlertAlreadyDismissed(WrongState):
    code = "ALERT_DISMISSED"
    message = "该预警已经处理。"


class AlertCleared(WrongState):
    code = "ALERT_CLEARED"
    message = "原因已经消除（{words}），预警已自行关闭，不必再处理。"


class AlertNotUrgeable(WrongState):
    code = "ALERT_NOT_URGEABLE"
    message = "只有办理超期且申请尚未办结的预警可以督办。"


class NoAlertChosen(DomainError):
    code = "NO_ALERT_CHOSEN"
    message = "还没有选择预警，请先在列表中勾选。"


class AlertsUnlike(DomainError):
    code = "ALERTS_UNLIKE"
    message = "一次只能处理同一类别的预警，请先按类别筛选。"
