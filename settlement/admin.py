"""The floor's pages in the Django admin, for Django to find."""

from settlement.figures import admin as figures

__all__ = ["figures"]
