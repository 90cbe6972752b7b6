"""Nouns of settlement."""

from settlement.models.accounts import AnnualAccount
from settlement.models.claims import (
    Answer,
    Claim,
    ClaimLine,
    Fund,
    LedgerEntry,
    OutboxMessage,
    TracePack,
    TraceSale,
)
from settlement.models.local import AnnualLimit, AssistanceRule, LimitKind

__all__ = [
    "AnnualAccount",
    "AnnualLimit",
    "Answer",
    "AssistanceRule",
    "Claim",
    "ClaimLine",
    "Fund",
    "LedgerEntry",
    "LimitKind",
    "OutboxMessage",
    "TracePack",
    "TraceSale",
]
