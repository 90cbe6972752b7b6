"""The province floor."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from acts.words import word
from kit.words import speak
from province.law.checks import require_whole_act
from province.law.words import Term


class ProvinceConfig(AppConfig):
    name = "province"
    verbose_name = "省级基础"

    def ready(self) -> None:
        """Have every floor register what it has: parameters, places, finders and so on in floor.py, jobs in tasks.py.

        Then the folder of the act in use must be whole. Raises ActFileError with all that is wrong in it: nothing
        starts on it.
        """
        speak(lambda member: word(settings.PROVINCE, member), Term)
        autodiscover_modules("floor", "tasks", "law.checks")
        require_whole_act()
