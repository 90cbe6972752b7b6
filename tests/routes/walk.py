"""A walk through all that an account can reach: its pages, their links and filters, their files."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from province.staff.models import Account
from tests.routes.listed import PAGES, PUBLIC, visit
from tests.routes.texts import addresses
from tests.support.browsers import browser_of
from tests.support.plain import Reader, read

# Not pages of ours, the end of the walk, and what only says again what another address says.
LEFT_OUT = ("api/", "health", "static/", "logout/", "admin/logout/", "admin/jsi18n/", "gallery/")
DJANGOS_OWN = ("_", "o")
MOST_OF_A_KIND, MOST_OF_A_ROUTE = 2, 10


@dataclass(frozen=True)
class Stop:
    """A page as it answered: its address and what is read on it."""

    address: str
    said: list[str]


def walk(account: Account, act: str) -> Iterator[Stop]:
    """Yield every page that the account reaches, a few of each kind; of a list each way to sort and to filter it."""
    browser, known = browser_of(account), set[str]()
    kinds, routes = Counter[tuple[str, ...]](), Counter[str]()
    ahead = deque(["/", "/admin/", *starts(account, act)])
    while ahead:
        address = ahead.popleft()
        kind = kind_of(address)
        if address in known or kind is None or kinds[kind] >= MOST_OF_A_KIND or routes[kind[0]] >= MOST_OF_A_ROUTE:
            continue
        known.add(address)
        kinds[kind], routes[kind[0]] = kinds[kind] + 1, routes[kind[0]] + 1
        answer = visit(browser, address)
        if "Location" in answer.headers:
            ahead.append(urljoin(address, answer.headers["Location"]))
            continue
        reader = read_answer(answer)
        yield Stop(address, reader.pieces)
        ahead.extend(urljoin(address, way).partition("#")[0] for way in (*reader.links, *reader.choices))


def starts(account: Account, act: str) -> Iterator[str]:
    for each in PAGES:
        if account.role in each.roles or each.roles == PUBLIC:
            yield from addresses(each.kind, each.at, account, act)


def kind_of(address: str) -> tuple[str, ...] | None:
    """The route and what is asked of it; nothing for what the walk leaves out."""
    parts = urlsplit(address)
    asked = parse_qsl(parts.query)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return None
    admin = route.startswith("admin/") and any(name.startswith(DJANGOS_OWN) for name, _ in asked)
    if parts.netloc or admin or route.startswith(LEFT_OUT) or {"after", "before"} & {name for name, _ in asked}:
        return None
    return route, *(f"{name}={value}" if name in {"sort", "export"} else name for name, value in asked)


def read_answer(answer: HttpResponse) -> Reader:
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/csv"):
        content = answer.getvalue().decode("utf-8-sig")
        return read("".join(f"<p>{cell}</p>" for line in content.splitlines()[:200] for cell in line.split(",")))
    return read(answer.content.decode() if kind.startswith("text/html") else "")
