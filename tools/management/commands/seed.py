"""Fills an empty database with the demonstration province."""

import time
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.clock import today
from kit.period import parse_day
from tools.demo import world


class Command(BaseCommand):
    """All or nothing, and nothing where there is data already. Only where settings.DEMO is on."""

    help = "Fill an empty database with the demonstration province."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=parse_day, help="the day that the stories lead up to (default: today)")

    def handle(self, *_args: object, on: date | None, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demonstration's accounts and secrets are public: DEMO=1 (with DEBUG=1) allows them."
            )
        if world.is_built():
            self.stdout.write("There is data already; nothing to do.")
            return
        start = time.monotonic()
        try:
            world.build(on or today())
        except world.TooEarly as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demonstration province is there ({time.monotonic() - start:.1f} s).")
