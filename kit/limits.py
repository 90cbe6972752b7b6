"""How often something may be done in a while: counted for all workers together, by each alone while Valkey is away."""

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import BaseCache, caches
from redis.exceptions import RedisError

from kit.errors import TooManyRequests


@dataclass(frozen=True)
class Limit:
    """At most so many in so many seconds, of one kind of thing. The windows follow each other on the clock."""

    name: str
    most: int
    seconds: int = 60

    def spend(self, *who: object) -> None:
        """Count one more for whoever it is. Raises TooManyRequests beyond the limit, until the window ends."""
        if self._count(1, *who) > self.most:
            self._refuse()

    def check(self, *who: object) -> None:
        """Let pass who has not spent everything, and count nothing. Raises TooManyRequests."""
        if self._count(0, *who) >= self.most:
            self._refuse()

    def _refuse(self) -> None:
        raise TooManyRequests(self.seconds - time.time() % self.seconds)

    def _count(self, more: int, *who: object) -> int:
        window = int(time.time() // self.seconds)
        words = "\n".join(map(str, (self.name, window, *who)))
        place = f"limit:{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()}"
        try:
            return add(caches["shared"], place, more, self.seconds)
        except RedisError:
            return add(caches["default"], place, more, self.seconds)


def add(store: BaseCache, place: str, more: int, seconds: int) -> int:
    """Add to a counter that is forgotten after so many seconds; return what it has come to."""
    store.add(place, 0, seconds)
    try:
        return store.incr(place, more)
    except ValueError:  # forgotten in between
        store.set(place, more, seconds)
        return more
