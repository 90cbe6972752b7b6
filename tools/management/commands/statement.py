"""Prints a statement of the counter as the database gets it."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from settlement.counter.sql import STATEMENTS


class Command(BaseCommand):
    """The whole text, put together from the stories' fragments."""

    help = "Print a statement of the counter, put together from the fragments of the stories."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=[statement.name for statement in STATEMENTS])

    def handle(self, *_args: object, name: str, **_options: object) -> None:
        (statement,) = (statement for statement in STATEMENTS if statement.name == name)
        self.stdout.write(statement.source)
