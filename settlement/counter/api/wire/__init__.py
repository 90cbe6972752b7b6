"""The counter's wire: national names outside, our own words inside, mapped here and nowhere else."""

from settlement.counter.api.wire.answers import ANSWERS, BenefitOut, SettlementOut, benefits, settled_text
from settlement.counter.api.wire.fields import UNUSED, DayAndTimeUnreadable
from settlement.counter.api.wire.requests import (
    BenefitCheckIn,
    PresentIn,
    SettlementIn,
    fingerprint_of,
    key,
    number_in_address,
    order,
    present,
    question,
    rxno_in_address,
)
from settlement.counter.api.wire.returns import PartialReturnIn, ReversalIn, partial_return, reason

__all__ = [
    "ANSWERS",
    "UNUSED",
    "BenefitCheckIn",
    "BenefitOut",
    "DayAndTimeUnreadable",
    "PartialReturnIn",
    "PresentIn",
    "ReversalIn",
    "SettlementIn",
    "SettlementOut",
    "benefits",
    "fingerprint_of",
    "key",
    "number_in_address",
    "order",
    "partial_return",
    "present",
    "question",
    "reason",
    "rxno_in_address",
    "settled_text",
]
