"""Every address of the system with the roles its view declares: what the route matrix and the security review read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """`roles` is None where the view declares none: such a route must be listed by hand in the matrix.

    It is empty where the act in use leaves out the step that stands there.
    """

    name: str
    pattern: str
    roles: frozenset[str] | None


def every_route() -> Iterator[Route]:
    """Yield every route of the house."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            roles = getattr(entry.callback, "roles", None)
            yield Route(f"{namespace}{entry.name}", pattern, roles() if callable(roles) else roles)
