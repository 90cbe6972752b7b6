"""Words of prices and payment standards."""

from kit.words import Word


class StandardFrom(Word):
    """Where a payment standard comes from."""

    NATIONAL_AGREEMENT = "national_agreement", "国家谈判协议"
    PLATFORM_PRICE = "platform_price", "省平台挂网价"
    SELECTION_ROUND = "selection_round", "遴选确定"


class AboveStandard(Word):
    """What happens to a charge above the payment standard."""

    REFUSE = "refuse", "不予结算"
    ALERT = "alert", "提醒"
