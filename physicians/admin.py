"""The floor's pages in the Django admin, for Django to find."""

from physicians.institutions import admin as institutions

__all__ = ["institutions"]
