"""The province floor."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProvinceConfig(AppConfig):
    name = "province"
    verbose_name = "省级基础"

    def ready(self) -> None:
        """Find what each app says of itself.

        pages/places.py: what stands in the navigation and what the search box finds;
        actions/subscriptions.py: which announcements of lower floors it hears.
        """
        autodiscover_modules("pages.places", "actions.subscriptions")
