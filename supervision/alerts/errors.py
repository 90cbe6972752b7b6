"""What supervision refuses."""

from kit.errors import WrongState


class AlertAlreadyDismissed(WrongState):
    code = "ALERT_DISMISSED"
    message = "该预警已经处理。"
