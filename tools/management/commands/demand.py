"""Prints the chain behind a demand: the code that carries it, and what every act says of it."""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from acts.citations import load_citations
from acts.inventory import acts_with_citations, demands
from province.law.checks import import_floors
from province.law.queries.policy import register_in_use


class Command(BaseCommand):
    """From the code's own word to the articles and obligations under every act."""

    help = "Print the code behind a demand, and its article and obligations under every act."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="such as PERSON_DECEASED, application.accept or working_day_clock")

    def handle(self, *_args: object, name: str, **_options: object) -> None:
        import_floors()
        places = demands()
        if name not in places:
            raise CommandError(f"{name} is no demand of the code.")
        self.stdout.write("\n".join([name, *(f"  {place}" for place in places[name])]))
        for act in acts_with_citations(settings.PROVINCE):
            self.stdout.write("\n".join(_of_act(act, name)))


def _of_act(act: str, demand: str) -> Iterator[str]:
    """Yield the lines of one act: its article with the title, then each obligation in the register's words."""
    row, register = load_citations(act).get(demand), register_in_use()
    if row is None:
        yield f"{act}: a step that this act leaves out"
        return
    article = register.article(row.cites).title if row.cites and "号" not in row.cites else ""
    yield f"{act}: {row.cites or row.absent or row.silent} {article}".rstrip()
    for obligation in map(register.obligation, row.carries):
        yield f"  {obligation.id}: {obligation.text}"
