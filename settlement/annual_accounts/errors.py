"""What settlement refuses outside the rules: none of these is stored as an answer."""

from kit.errors import WrongState


class PostingDiffers(WrongState):
    """The core system used one reference for two different postings."""

    code = "POSTING_DIFFERS"
    message = "该核心系统流水号已记入另一笔内容不同的数据。"
