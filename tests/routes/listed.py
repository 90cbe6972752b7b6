"""The table of routes, and how one is visited."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from acts.cycles import effective
from acts.deeds import cycles
from kit.pages.routes import every_route
from province.staff.models import Account
from province.staff.words import Role
from tests.routes.objects import KINDS, Arguments

TABLE = Path(__file__).with_name("table.toml")
ARTICLE = {"ref": "HN-23"}
KIND_OF = {"listing": "drug"}  # whose steps are taken on another kind of thing
PUBLIC = frozenset({"public"})


@dataclass(frozen=True)
class Listed:
    """A page by name, its roles, and the kind of object that its address names."""

    name: str
    roles: frozenset[str]
    kind: str

    def at(self, arguments: Arguments) -> str:
        return reverse(self.name, kwargs=arguments)

    def for_somebody(self, account: Account | None) -> str:
        """An address that the account may see, if there is one for it; else one of nothing."""
        if self.kind == "article":
            return self.at(ARTICLE)
        if not self.kind:
            return self.at({})
        sees = account and (account.role in self.roles or self.roles == PUBLIC)
        return self.at((KINDS[self.kind].one_of(account) if sees else None) or KINDS[self.kind].unknown)


def listed() -> Iterator[Listed]:
    for group in tomllib.loads(TABLE.read_text("utf-8"))["group"]:
        roles = frozenset(Role.values) if group["roles"] == ["everyone"] else frozenset(group["roles"])
        for name, kind in group["routes"].items():
            yield Listed(name, roles, kind)


def steps() -> Iterator[Listed]:
    """Yield the address of each step that has a button, with whom its row names under the act in use."""
    names = {route.name.partition(":")[2]: route.name for route in every_route() if ":" in route.name}
    for cycle in cycles():
        table = effective(cycle, settings.PROVINCE)
        for row in cycle.doors():
            roles = frozenset[str]().union(*(known.roles for known in table.behind(row.door)))
            yield Listed(names[row.route], roles, KIND_OF.get(cycle.noun.word, cycle.noun.word))


STEPS = tuple(steps())
PAGES = (*listed(), *STEPS)


def visit(browser: Browser, address: str) -> HttpResponse:
    """What the address answers; one that only takes forms is sent an empty one."""
    answer = browser.get(address)
    answer = browser.post(address) if answer.status_code in {303, 405} else answer
    if answer.streaming:
        b"".join(answer)  # read to its end, a file is closed
    return answer
