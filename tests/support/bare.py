"""Opens every page that needs no number, in a process that has the packages of requirements.txt and no others.

`python -m tests.support.bare` on the database that the environment names, where each role has an account, prints as
JSON what each page answered.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from types import ModuleType

from tools.stack.files import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[._-]+", "-", name).lower()


class OnlyRequired(MetaPathFinder):
    """Refuses what belongs to installed packages of which none stands in requirements.txt."""

    def __init__(self) -> None:
        required = {plain(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8"))}
        owners = packages_distributions().items()
        self.refused = {module for module, names in owners if not required & {plain(name) for name in names}}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self.refused:
            raise ModuleNotFoundError(f"No module named {fullname!r} in requirements.txt", name=fullname)
        return None


def main() -> None:
    finder = OnlyRequired()
    sys.meta_path.insert(0, finder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 (the finder comes first)

    django.setup()
    answers = dict(_answers())
    sys.stdout.write(json.dumps({"refused": sorted(finder.refused), "answers": answers}))


def _answers() -> Iterator[tuple[str, int]]:
    from django.test import Client  # noqa: PLC0415 (as above)

    from kit.pages.routes import every_route  # noqa: PLC0415
    from province.staff.models import Account  # noqa: PLC0415

    for route in every_route():
        if route.roles and "<" not in route.pattern:
            browser = Client(raise_request_exception=False, SERVER_NAME="localhost")
            if "public" not in route.roles:
                account = Account.objects.get(role=min(route.roles))
                browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
            yield route.name, browser.get(f"/{route.pattern}").status_code


if __name__ == "__main__":
    main()
