"""What is refused about fields of treatment."""

from kit.errors import WrongState


class NotAnExpert(WrongState):
    code = "NOT_AN_EXPERT"
    house = True
    message = "{name}不是评审专家，或账号已停用，不能设定评审领域。"
