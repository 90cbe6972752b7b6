"""The floor's pages in the Django admin, for Django to find."""

from province.frame import admin as frame
from province.staff import admin as staff

__all__ = ["frame", "staff"]
