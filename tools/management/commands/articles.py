"""Every obligation of the acts: the code that carries it, the tests that prove it."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from acts.proof import Standing, State, counts, load_proof
from kit.clock import today
from province.law.checks import import_floors
from province.law.queries import register
from province.law.queries.policy import register_in_use
from tools.reach import out_of_reach

REPORT = "articles.json"


class Command(BaseCommand):
    """Print the table, write it to .local/articles.json, and fail on what is claimed and not proved."""

    help = "Print obligation, state, code and tests; fail on what is claimed but not proved."

    def handle(self, *_args: object, **_options: object) -> None:
        import_floors()
        standings = register.standings()
        for standing in standings:
            carriers = ", ".join(standing.code) or standing.obligation.reason or "-"
            proof = f"{len(standing.tests)} tests" if standing.tests else "-"
            self.stdout.write(f"{standing.obligation.id:<10} {standing.state:<9} {carriers}  [{proof}]")
        report = settings.BASE_DIR / ".local" / REPORT
        report.parent.mkdir(exist_ok=True)
        report.write_text(json.dumps([_row(s) for s in standings], ensure_ascii=False, indent=1) + "\n", "utf-8")
        self.stdout.write(_summary(standings))
        self.stdout.write(_age())
        complaints = [f"{s.obligation.id}: {s.complaint}" for s in standings if s.complaint]
        doors = [f"{place}: no address, job or command reaches it" for place in out_of_reach(standings)]
        if complaints or doors:
            raise CommandError("\n".join(["Claimed, yet not so:", *complaints, *doors]))


def _row(standing: Standing) -> dict[str, object]:
    return {
        "obligation": standing.obligation.id,
        "state": standing.state,
        "code": list(standing.code),
        "tests": list(standing.tests),
    }


def _summary(standings: list[Standing]) -> str:
    numbers = ", ".join(f"{number} {state}" for state, number in counts(standings).items())
    acts = ", ".join(f"{act.id} {len(act.articles)} articles" for act in register_in_use().acts)
    with_code = sum(1 for s in standings if s.code and s.state is not State.HUMAN)
    return f"{len(standings)} obligations ({acts}): {numbers}; {with_code} with code"


def _age() -> str:
    """Return how old the committed result is: its oldest and its newest row."""
    days = sorted(row.on for row in load_proof().values())
    if not days:
        return "Nothing was proved yet: make prove-register"
    return f"Carriers broken one by one between {days[0]} and {days[-1]}, {(today() - days[0]).days} days ago at most."
