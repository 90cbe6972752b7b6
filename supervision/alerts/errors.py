"""What supervision refuses."""

from kit.errors import RuleRefused, WrongState


class AlertAlreadyDismissed(WrongState):
    code = "ALERT_DISMISSED"
    message = "该预警已经处理。"


class ReasonMissing(RuleRefused):
    code = "REASON_MISSING"
    house = True
    message = "请写明核实情况与处理结果。"
