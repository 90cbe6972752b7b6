"""What the registry refuses, and on which article."""

from kit.errors import WrongState


class NoAgreementInForce(WrongState):
    code = "NO_AGREEMENT_IN_FORCE"
    message = "该机构在 {day} 没有生效的医保协议。"
