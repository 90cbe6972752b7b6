"""Compiles every template of the project, so that a broken one is found before a page is opened."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    help = "Compile every template of the project."

    def handle(self, *_: object, **__: object) -> None:
        root = settings.BASE_DIR / "templates"
        names = sorted(str(path.relative_to(root)) for path in root.rglob("*.*") if path.is_file())
        if not names:
            raise CommandError(f"There are no templates in {root}.")
        broken = [f"{name}: {error}" for name in names if (error := fault(name))]
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"{len(names)} templates compile.")


def fault(name: str) -> str:
    """Return what is wrong with a template; empty where nothing is."""
    try:
        get_template(name)
    except (TemplateDoesNotExist, TemplateSyntaxError) as error:
        return str(error) or type(error).__name__
    return ""
