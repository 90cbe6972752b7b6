"""What must hold before anything is served: the folder of the act in use is whole."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

from acts.files import refuse
from acts.inspection import complaints
from acts.inventory import acts_with_citations

NO_ROOMS = {"migrations", "management"}  # steps and commands demand nothing
OUTSIDE = {"config", "tools"}  # nor do the roof and what stands outside


@register()
def acts_are_complete(**_: object) -> list[Error]:
    """Return an error for each thing that is wrong in the folder of an act, in use or not."""
    import_floors()
    acts = acts_with_citations(settings.PROVINCE)
    return [Error(str(complaint), id="acts.E001") for act in acts for complaint in complaints(act)]


def require_whole_act() -> None:
    """Raise ActFileError with all that is wrong in the folder of the act in use, if anything is."""
    import_floors()
    refuse(complaints(settings.PROVINCE))


@cache
def import_floors() -> None:
    """Import every room of every floor, so that all code has said what it demands, reached by an address or not."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR and app.name not in OUTSIDE:
            for module in walk_packages([app.path], f"{app.name}."):
                if not NO_ROOMS & set(module.name.split(".")):
                    import_module(module.name)
