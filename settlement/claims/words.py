"""Words of claims."""

from kit.words import Word


class ClaimState(Word):
    """Where a claim stands; read from what reverses it, never stored."""

    SETTLED = "settled", "已结算"
    REVERSED = "reversed", "已撤销"
    REVERSAL = "reversal", "撤销记录"


class Payer(Word):
    POOLED_FUND = "pooled_fund", "基本医疗保险统筹基金"
    SERIOUS_ILLNESS = "serious_illness", "大病保险"
    MEDICAL_ASSISTANCE = "medical_assistance", "医疗救助"
    PATIENT = "patient", "个人负担"
