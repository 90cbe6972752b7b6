"""Words of the counter. Their values are the interface's own."""

from kit.words import Word


class Credential(Word):
    IDENTITY_CARD = "02", "居民身份证"
    ELECTRONIC = "01", "医保电子凭证"
    SOCIAL_SECURITY_CARD = "03", "社会保障卡"


class Elsewhere(Word):
    """Why somebody buys where she did not choose to."""

    EMERGENCY = "emergency", "急救"
    SHORTAGE = "shortage", "选定的机构缺药"


class NoTraceCode(Word):
    OLD_STOCK = "old_stock", "赋码前库存，没有追溯码"
