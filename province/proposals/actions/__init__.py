"""Figures proposed by one person and confirmed by another."""

from province.proposals.actions.figures import Figure, figure_of, register
from province.proposals.actions.steps import confirm, confirm_many, decline, propose, take_back

__all__ = ["Figure", "confirm", "confirm_many", "decline", "figure_of", "propose", "register", "take_back"]
