"""Measures settlements: through HTTP, and as fast as the database alone could."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kit import clock
from physicians.clients.models import ApiClient
from settlement.claims.rules import Settled
from settlement.counter.actions.settling import settle
from settlement.counter.api import wire
from settlement.counter.rules.orders import Caller, Request, fingerprint
from settlement.counter.sql import POST
from tools.bench.clients import Clients
from tools.bench.floor import Floor
from tools.bench.report import CLIENTS, OPEN_RATE, Run, report, write
from tools.bench.sales import World, document, populate, requests, tokens
from tools.stack.system import serving

ROUNDS = 3
WARM_SECONDS = 3.0


class Command(BaseCommand):
    """HTTP and floor take turns on one stack; medians are shown, and kept in .local/bench.json."""

    help = "Measure settlements per second, their latency, and the floor that pgbench sets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=10.0, help="how long each run takes")

    def handle(self, *_args: Any, seconds: float, **_options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("A benchmark with DEBUG on says nothing: make bench starts a stack as in production.")
        self.stdout.write("Making patients")
        world = populate()
        statements, sample = self._one(world)
        floor = Floor(world, sample, settings.LOCAL_DIR)
        with serving({**os.environ, "PORT": "0"}) as system:
            self.clients = Bench(system.address, world)
            self.clients.run_closed(WARM_SECONDS)
            turns = [(self._floor(floor, seconds), self._http(seconds)) for _ in range(ROUNDS)]
            open_loop = self.clients.run_open(seconds)
        figures = report([http for _, http in turns], [bottom for bottom, _ in turns], open_loop, statements)
        self._tell(figures)

    def _floor(self, floor: Floor, seconds: float) -> Run:
        run = Run(floor.run(seconds))
        self.stdout.write(f"floor {run.per_second:8.1f} /s")
        return run

    def _http(self, seconds: float) -> Run:
        run = self.clients.run_closed(seconds)
        self.stdout.write(f"HTTP  {run.per_second:8.1f} /s")
        return run

    def _one(self, world: World) -> tuple[int, dict[str, Any]]:
        """One settlement in this process: how many statements it takes, and the values of the last one."""
        for number in range(2):
            statements = _settle_seen(world, number)
        return len(statements), dict(zip(POST.parameters, statements[-1], strict=True))

    def _tell(self, figures: dict[str, Any]) -> None:
        place = Path(settings.BASE_DIR) / ".local" / "bench.json"
        write(place, figures)
        sales = figures["settle"]
        turns, open_loop = sales["clients"][str(CLIENTS)], sales["open_loop"][str(OPEN_RATE)]
        self.stdout.write(
            f"{CLIENTS} clients: {turns['per_second']} /s, p50 {turns['p50_ms']} ms, p99 {turns['p99_ms']} ms"
        )
        self.stdout.write(f"at {OPEN_RATE} /s: p50 {open_loop['p50_ms']} ms, p99 {open_loop['p99_ms']} ms")
        self.stdout.write(
            f"floor {sales['floor_per_second']} /s, ratio {sales['ratio']}, {sales['statements']} statements"
        )


class Bench:
    """Runs of clients; every run has keys and packs of its own."""

    def __init__(self, address: str, world: World) -> None:
        self.address, self.world, self.number = address, world, 0

    def clients(self) -> Clients:
        self.number += 1
        stamp = f"{int(clock.now().timestamp()) % 10**7:07}{self.number:02}"
        sales = requests(self.world, tokens(self.address, self.world), stamp)
        return Clients(int(urlsplit(self.address).port or 0), sales)

    def run_closed(self, seconds: float) -> Run:
        with self.clients() as clients:
            per_second = clients.closed_loop(CLIENTS, seconds)
        return Run(per_second, tuple(clients.latencies))

    def run_open(self, seconds: float) -> Run:
        with self.clients() as clients:
            clients.open_loop(OPEN_RATE, seconds)
        return Run(len(clients.latencies) / seconds, tuple(clients.latencies))


def _settle_seen(world: World, number: int) -> list[list[Any]]:
    """Settle one sale here and give the values of each statement that it took."""
    statements: list[list[Any]] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        statements.append(values)
        return execute(sql, values, many, context)

    patient = world.patients[0]
    sale = document(world, patient, patient["sheets"][0], f"7{clock.now():%Y%m%d%H%M%S}{number:05}")
    client = ApiClient.objects.get(client_id=world.counters[0]["client_id"])
    request = Request(f"one-{clock.now():%Y%m%d%H%M%S}-{number}", fingerprint("bench", sale))
    with connection.execute_wrapper(note):
        outcome = settle(
            order=wire.order(sale, clock.today()),
            request=request,
            by=Caller(client.institution_id, client.pk),
            at=clock.now(),
            answers=wire.ANSWERS,
        )
    if not isinstance(outcome, Settled):
        raise CommandError(f"The sale was not settled: {outcome}")
    return statements
