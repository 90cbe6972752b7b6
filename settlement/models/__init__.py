"""Nouns of settlement."""

from settlement.models.accounts import AnnualAccount, ElsewherePosting
from settlement.models.answers import Answer, OutboxMessage
from settlement.models.claims import Claim, ClaimLine, Fund, LedgerEntry
from settlement.models.local import AnnualLimit, AreaRate, AssistanceRule, LimitKind, RateKind
from settlement.models.traces import TracePack, TraceSale

__all__ = [
    "AnnualAccount",
    "AnnualLimit",
    "Answer",
    "AreaRate",
    "AssistanceRule",
    "Claim",
    "ClaimLine",
    "ElsewherePosting",
    "Fund",
    "LedgerEntry",
    "LimitKind",
    "OutboxMessage",
    "RateKind",
    "TracePack",
    "TraceSale",
]
