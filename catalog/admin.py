"""The floor's pages in the Django admin, for Django to find."""

from catalog.drugs import admin as drugs
from catalog.fields import admin as fields
from catalog.products import admin as products

__all__ = ["drugs", "fields", "products"]
