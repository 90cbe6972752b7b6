"""The figures of a pooling area: what is proposed of them, and the rows that two persons set."""

from settlement.figures.actions.figures import Assistance, Limit, Rate

__all__ = ["Assistance", "Limit", "Rate"]
