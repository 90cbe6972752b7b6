"""Says what is wrong in the folder of an act, or that nothing is."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from acts.inspection import complaints
from acts.loader import load_policy
from province.law.checks import import_floors


class Command(BaseCommand):
    """Needs no database, and no province but the one that is asked about."""

    help = "Name all that a province's folder lacks or has wrong: file, key and reason."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="the path of the folder, or the name of an act that is shipped")

    def handle(self, *_args: object, folder: str, **_options: object) -> None:
        import_floors()
        act = str(Path(folder).resolve()) if Path(folder).is_dir() else folder
        wrong = complaints(act)
        if wrong:
            raise CommandError("\n".join([f"{len(wrong)} faults:", *map(str, wrong)]))
        policy = load_policy(act)
        self.stdout.write(f"{policy.province}, {policy.act.title} ({policy.act.id}): nothing is wrong.")
