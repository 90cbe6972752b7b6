"""The counter's wire: national names outside, our own words inside, mapped here and nowhere else."""

from settlement.counter.api.wire.answers import RENDERING, BenefitOut, SettlementOut, benefits, settled
from settlement.counter.api.wire.requests import (
    BenefitCheckIn,
    ReversalIn,
    SettlementIn,
    fingerprint,
    key,
    order,
    question,
    reason,
)

__all__ = [
    "RENDERING",
    "BenefitCheckIn",
    "BenefitOut",
    "ReversalIn",
    "SettlementIn",
    "SettlementOut",
    "benefits",
    "fingerprint",
    "key",
    "order",
    "question",
    "reason",
    "settled",
]
