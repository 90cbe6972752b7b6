"""Words of claims."""

from kit.words import Word


class ClaimState(Word):
    """Where a claim stands; read from what reverses it, never stored."""

    SETTLED = "settled", "已结算"
    REVERSED = "reversed", "已撤销"
    REVERSAL = "reversal", "撤销记录"


class ReversalReason(Word):
    """Why a settlement is taken back. Only what never left the counter may be sold again."""

    ENTERED_WRONGLY = "entered_wrongly", "交付前录入错误，药品没有离开柜台"
    QUALITY = "quality", "药品质量问题"
    RECALL = "recall", "药品召回"
    DISPENSED_WRONGLY = "dispensed_wrongly", "发错药品"
    OTHER = "other", "其他"

    @property
    def frees_packs(self) -> bool:
        """Whether the packs may be sold again; otherwise they are kept as returned."""
        return self is ReversalReason.ENTERED_WRONGLY


class Payer(Word):
    POOLED_FUND = "pooled_fund", "基本医疗保险统筹基金"
    SERIOUS_ILLNESS = "serious_illness", "大病保险"
    MEDICAL_ASSISTANCE = "medical_assistance", "医疗救助"
    PATIENT = "patient", "个人负担"


class Contradiction(Word):
    """What is known now of the purchase day of a sale that stands, and was not known when it was settled."""

    AFTER_DEATH = "after_death", "购药日在死亡之后"
    INSURED_OTHERWISE = "insured_otherwise", "购药日的参保险种或参保地已更正"
    HELD_BACK = "held_back", "购药日待遇封锁"
    OUTSIDE_RIGHT = "outside_right", "购药日不在待遇期内"
    BY_ANOTHER_NUMBER = "by_another_number", "结算后身份证号已更正"
    IN_SUSPENSION = "in_suspension", "购药日待遇暂停"
