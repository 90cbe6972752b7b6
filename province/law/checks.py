"""What must hold before anything is served: the act in use speaks of everything that the code demands."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

from acts.inventory import acts_with_citations, complaints
from acts.loader import faults, load_policy

NO_ROOMS = {"migrations", "management"}  # steps and commands demand nothing
OUTSIDE = {"config", "tools"}  # nor do the roof and what stands outside


@register()
def citations_are_complete(**_: object) -> list[Error]:
    """Return an error for each demand, article or obligation that the citations of the act in use have wrong."""
    import_floors()
    return [Error(str(complaint), id="acts.E001") for complaint in complaints(settings.PROVINCE)]


@register()
def policies_are_complete(**_: object) -> list[Error]:
    """Return an error for each parameter that an act, in use or not, lacks or has wrong, or that no story declares."""
    acts = map(load_policy, acts_with_citations(settings.PROVINCE))
    return [Error(str(fault), id="acts.E002") for act in acts for fault in faults(act)]


@cache
def import_floors() -> None:
    """Import every room of every floor, so that all code has said what it demands, reached by an address or not."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR and app.name not in OUTSIDE:
            for module in walk_packages([app.path], f"{app.name}."):
                if not NO_ROOMS & set(module.name.split(".")):
                    import_module(module.name)
