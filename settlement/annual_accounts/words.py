"""Words of annual accounts."""

from kit.words import Word


class SettlementYear(Word):
    CALENDAR = "calendar", "自然年度"
