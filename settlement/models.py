"""Every model of the floor, for Django to find. Nobody else imports from here."""

from settlement.annual_accounts.models import AnnualAccount, ElsewherePosting
from settlement.claims.models import Claim, ClaimLine, LedgerEntry
from settlement.core_system.models import OutboxMessage
from settlement.counter.models import Answer
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule
from settlement.traces.models import TracePack, TraceSale, UncodedProduct, UncodedStock

__all__ = [
    "AnnualAccount",
    "AnnualLimit",
    "Answer",
    "AreaRate",
    "AssistanceRule",
    "Claim",
    "ClaimLine",
    "ElsewherePosting",
    "LedgerEntry",
    "OutboxMessage",
    "TracePack",
    "TraceSale",
    "UncodedProduct",
    "UncodedStock",
]
