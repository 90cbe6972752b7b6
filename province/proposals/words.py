"""Words of figures that two persons set."""

from kit.words import Word


class ProposalState(Word):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "不同意"
    ABANDONED = "abandoned", "已收回"
