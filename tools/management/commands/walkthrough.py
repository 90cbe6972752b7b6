"""Plays a new patient's whole way against the running system, and compares every figure with the worked example."""

import os
import time

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.clock import today
from tools.demo import brochure
from tools.demo.tables import own
from tools.demo.walk.figures import Differs
from tools.demo.walk.story import Story
from tools.demo.walk.telling import Teller
from tools.demo.walk.visitors import Refused


class Command(BaseCommand):
    """Only the API clients' secrets are read from this machine; everything else goes over HTTP."""

    help = "Play a new patient's whole way over HTTP; fails naming the step and the difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default=os.environ.get("BASE_ADDRESS", ""), help="default: the running system")

    def handle(self, *_args: object, address: str, **_options: object) -> None:
        if not settings.DEMO or not address:
            raise CommandError("The walkthrough needs the running demonstration: make run in another terminal.")
        if not own("walkthrough.toml").is_file():
            raise CommandError("There is no worked example of this province: walkthrough.toml beside its other tables.")
        start, tell = time.monotonic(), Teller(self.stdout.write)
        clients = {client["institution"]: client for client in brochure.clients()}
        self.stdout.write(f"一位新患者的全程　{address}　{today()}\n")
        try:
            Story(address, today(), clients, tell).walk()
        except Differs as difference:
            raise CommandError(f"与算例不符。{difference}") from difference
        except (Refused, requests.RequestException) as failure:
            raise CommandError(f"{tell.step}未能办成：{failure}") from failure
        self.stdout.write(f"\n{tell.number} 步全部与算例一致，用时 {time.monotonic() - start:.1f} 秒。")
