"""The counter's wire: national names outside, our own words inside, mapped here and nowhere else."""

from settlement.counter.api.wire.answers import ANSWERS, BenefitOut, SettlementOut, benefits, settled_text
from settlement.counter.api.wire.requests import BenefitCheckIn, ReversalIn, SettlementIn, key, order, question, reason

__all__ = [
    "ANSWERS",
    "BenefitCheckIn",
    "BenefitOut",
    "ReversalIn",
    "SettlementIn",
    "SettlementOut",
    "benefits",
    "key",
    "order",
    "question",
    "reason",
    "settled_text",
]
