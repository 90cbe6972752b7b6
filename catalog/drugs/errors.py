"""What the catalogue refuses of drugs and of what the national list says of them."""

from kit.errors import Malformed


class ConditionsUnreadable(Malformed):
    code = "CONDITIONS_UNREADABLE"
    message = "限定条件中{where}读不懂。每行一项，写作“种类 内容：问题”，如“年龄 18-：是否为成人？”。"
