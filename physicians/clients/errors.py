"""What the registry refuses, and on which article."""

from kit.errors import WrongState


class ClientAlreadyRevoked(WrongState):
    code = "CLIENT_ALREADY_REVOKED"
    message = "该接口客户端已经停用。"
