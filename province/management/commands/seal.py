"""Seal the event log now, or check that it stands as it was sealed."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from province.events.actions.sealing import seal_events
from province.events.queries import seal_faults


class Command(BaseCommand):
    """Seals unless it is asked to verify."""

    help = "Seal finished events into the next block; with --verify, check every block and every published head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="change nothing, end non-zero on any fault")

    def handle(self, *args: object, verify: bool, **options: object) -> None:
        if verify:
            if faults := list(seal_faults()):
                raise CommandError("\n".join(faults))
            self.stdout.write("the event log stands as it was sealed")
        else:
            block = seal_events()
            self.stdout.write(f"sealed {block.count} events, head {block.digest}" if block else "nothing to seal")
