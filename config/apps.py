"""The roof as an app, so that its commands are found, and every scheduled job by its name."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "系统"

    def ready(self) -> None:
        """Pages name the jobs, the command runs them: every process knows all."""
        autodiscover_modules("tasks")
