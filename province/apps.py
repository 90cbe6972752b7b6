"""The province floor."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProvinceConfig(AppConfig):
    name = "province"
    verbose_name = "省级基础"

    def ready(self) -> None:
        """Have every floor register what it has: places, finders and subscriptions in floor.py, jobs in tasks.py.

        What must hold before anything is served stands in law/checks.py.
        """
        autodiscover_modules("floor", "tasks", "law.checks")
