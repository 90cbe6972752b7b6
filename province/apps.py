"""The province floor."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from acts.loader import faults
from province.law.queries.policy import current_policy


class ProvinceConfig(AppConfig):
    name = "province"
    verbose_name = "省级基础"

    def ready(self) -> None:
        """Have every floor register what it has: parameters, places, finders and so on in floor.py, jobs in tasks.py.

        What must hold before anything is served stands in law/checks.py. Raises ActFileError where the act in use
        has a parameter wrong: nothing starts on it.
        """
        autodiscover_modules("floor", "tasks", "law.checks")
        for fault in faults(current_policy()):
            raise fault
