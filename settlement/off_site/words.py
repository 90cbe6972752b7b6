"""Words of purchases outside the insured area."""

from kit.words import Word


class Elsewhere(Word):
    """How a purchase outside the insured area comes to be settled."""

    DIRECT = "direct", "直接结算"
    FILED_AND_AGREED = "filed_and_agreed", "备案并有协议"
    NATIONAL_OR_INSURED_AREA = "national_or_insured_area", "按国家规定或回参保地"
