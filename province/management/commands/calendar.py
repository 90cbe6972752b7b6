"""Working days from the command line: which years are known, and entering those the package has."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from kit.clock import today
from kit.errors import DomainError
from province.calendar.actions import load_published_year
from province.calendar.queries import fresh_calendar, published_years


class Command(BaseCommand):
    """Without an option it changes nothing."""

    help = "Show the loaded years of the working-day calendar, or load them from the calendar package."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--load", type=int, metavar="YEAR", help="enter this year's notice, again if need be")
        choice.add_argument("--load-missing", action="store_true", help="enter every published year not loaded yet")

    def handle(self, *args: object, load: int | None, load_missing: bool, **options: object) -> None:
        years = fresh_calendar().years
        missing = [year for year in published_years() if year not in years]
        try:
            for year in [load] if load else missing if load_missing else []:
                load_published_year(year=year, by=None, on=today())
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        loaded_years = ", ".join(map(str, sorted(fresh_calendar().years))) or "none"
        self.stdout.write(f"loaded: {loaded_years}")
