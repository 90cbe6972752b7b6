"""What is scanned instead of a trace code."""

from kit.words import Word


class CodeFault(Word):
    """Why a scan is no trace code of one pack. The label says what it is, as far as it can be told."""

    GOODS = "goods", "商品条码，不是追溯码"
    CASE = "case", "大包装（箱、中包）的码，不是单盒的追溯码"
    FILLER = "filler", "随手填的内容，不是扫到的追溯码"
    WRONG_LENGTH = "wrong_length", "位数不对的码，追溯码应为 20 位"
    RUN_TOGETHER = "run_together", "连在一起的几个码"
    SEPARATOR_LOST = "separator_lost", "丢了分隔符的二维码，分不清序列号到哪里为止"
    UNKNOWN = "unknown", "不认识的码，不是药品追溯码"
