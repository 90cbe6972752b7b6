"""Writes the documents that follow from the code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from tools.documents import WRITTEN


class Command(BaseCommand):
    help = "Write the documents that follow from the code: life cycles, announcements, jobs."

    def handle(self, *_args: object, **_options: object) -> None:
        for name, write in WRITTEN.items():
            (settings.BASE_DIR / name).write_text(write(), "utf-8")
            self.stdout.write(name)
