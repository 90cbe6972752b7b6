"""What the catalogue refuses of drugs and of what the national list says of them."""

from kit.errors import Malformed


class ConditionsUnreadable(Malformed):
    code = "CONDITIONS_UNREADABLE"
    message = "限定条件读不懂：{why}。"
