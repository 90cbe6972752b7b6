"""Seal the event log now, or check that it stands as it was sealed."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from province.events.actions.sealing import seal_events
from province.events.queries import seal_faults


class Command(BaseCommand):
    help = "Seal finished events into the next block; with --verify, check every block and every published head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="change nothing, end non-zero on any fault")

    def handle(self, *args: object, verify: bool, **options: object) -> None:
        self.stdout.write(self._verify() if verify else self._seal())

    def _seal(self) -> str:
        block = seal_events()
        return f"sealed {block.count} events, head {block.digest}" if block else "nothing to seal"

    def _verify(self) -> str:
        faults = list(seal_faults())
        if faults:
            raise CommandError("\n".join(faults))
        return "the event log stands as it was sealed"
