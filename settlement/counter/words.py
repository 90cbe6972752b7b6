"""Words of the counter: what is shown at it, and why a pack has no trace code. Their values are the interface's own."""

from kit.words import Word


class Credential(Word):
    IDENTITY_CARD = "02", "居民身份证"
    ELECTRONIC = "01", "医保电子凭证"
    SOCIAL_SECURITY_CARD = "03", "社会保障卡"


class NoTraceCode(Word):
    OLD_STOCK = "old_stock", "赋码前库存，没有追溯码"
