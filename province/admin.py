"""The floor's pages in the Django admin, for Django to find."""

from province.calendar import admin as calendar
from province.frame import admin as frame
from province.staff import admin as staff

__all__ = ["calendar", "frame", "staff"]
