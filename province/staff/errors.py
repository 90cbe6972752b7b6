"""Staff accounts: what their owners and the administrators do to them."""

from kit.errors import RuleRefused, WrongState


class UsernameTaken(RuleRefused):
    code = "USERNAME_TAKEN"
    house = True
    message = "用户名“{name}”已有人使用，请另选一个。"


class OwnAccount(RuleRefused):
    code = "OWN_ACCOUNT"
    house = True
    message = "不能停用自己的账号，也不能给自己换岗，请由另一位管理员办理。"


class AccountDisabled(WrongState):
    code = "ACCOUNT_DISABLED"
    message = "该账号已经停用。"


class AccountEnabled(WrongState):
    code = "ACCOUNT_ENABLED"
    message = "该账号没有停用。"
