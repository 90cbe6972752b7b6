"""What is recorded of staff accounts."""

from acts.deeds import deed
from kit.deeds import Noun
from province.staff.words import Role

STAFF_ACCOUNT = Noun("staff_account", "账号", area="area_id", states=Role)

OPEN = deed(STAFF_ACCOUNT, "open", "已开通账号")
TRANSFER = deed(STAFF_ACCOUNT, "transfer", "已调整岗位")
DISABLE = deed(STAFF_ACCOUNT, "disable", "已停用账号")
ENABLE = deed(STAFF_ACCOUNT, "enable", "已恢复账号")
RESET_PASSWORD = deed(STAFF_ACCOUNT, "reset_password", "已重置密码")
CHANGE_PASSWORD = deed(STAFF_ACCOUNT, "change_password", "已修改密码")
SIGN_IN = deed(STAFF_ACCOUNT, "sign_in", "登录")
SIGN_OUT = deed(STAFF_ACCOUNT, "sign_out", "退出")
