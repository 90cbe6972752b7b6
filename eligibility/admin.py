"""The floor's pages in the Django admin, for Django to find."""

from eligibility.people import admin as people

__all__ = ["people"]
