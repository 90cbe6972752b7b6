"""Figures as they come to be: one account proposes, another confirms."""

from datetime import date

from province.proposals.actions import Figure, confirm, propose
from province.proposals.models import Proposal
from province.staff.words import Role
from tests.factories.province import AccountFactory


def set_by_two(figure: Figure, first: date, document: str = "x", on: date | None = None) -> Proposal:
    """Let two accounts set a figure on its first day, or on another."""
    one, other = AccountFactory(role=Role.CATALOG_ADMIN), AccountFactory(role=Role.CATALOG_ADMIN)
    proposal = propose(figure=figure, first=first, document=document, by=one, on=on or first)
    return confirm(proposal=proposal, by=other, on=on or first)
