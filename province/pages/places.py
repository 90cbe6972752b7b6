"""What the province floor puts into the navigation."""

from province.pages import nav
from province.pages.access import ANYONE

nav.register(ANYONE, "条文与落实", "province:register", order=95)
