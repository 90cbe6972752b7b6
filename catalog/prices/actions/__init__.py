"""Payment standards that two persons set, and platform prices."""

from catalog.prices.actions.figures import NationalStandard, ProvincialStandard
from catalog.prices.actions.setting import set_listed_price

__all__ = ["NationalStandard", "ProvincialStandard", "set_listed_price"]
