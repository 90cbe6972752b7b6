"""The counter's wire: national names outside, our own words inside, mapped here and nowhere else."""

from settlement.counter.api.wire.answers import ANSWERS, BenefitOut, SettlementOut, benefits, settled_text
from settlement.counter.api.wire.requests import (
    BenefitCheckIn,
    PartialReturnIn,
    ReversalIn,
    SettlementIn,
    fingerprint_of,
    key,
    number_in_address,
    order,
    partial_return,
    question,
    reason,
    rxno_in_address,
)

__all__ = [
    "ANSWERS",
    "BenefitCheckIn",
    "BenefitOut",
    "PartialReturnIn",
    "ReversalIn",
    "SettlementIn",
    "SettlementOut",
    "benefits",
    "fingerprint_of",
    "key",
    "number_in_address",
    "order",
    "partial_return",
    "question",
    "reason",
    "rxno_in_address",
    "settled_text",
]
