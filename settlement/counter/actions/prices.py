"""How often the counter may be asked what it would pay."""

import hashlib
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.cache import BaseCache, caches
from redis.exceptions import RedisError

from kit import clock
from settlement.counter.errors import PricesTried
from settlement.counter.rules.orders import Order

A_DAY = 24 * 3600


def try_prices(institution: str, order: Order) -> None:
    """Let a preview or a sale at these prices pass. Halving a price finds a confidential standard, and a sale that is
    refused, or taken back, tells as much as a preview; so an institution may try a product at a few prices a day, and
    the same price again is free.

    Counted in Valkey for all workers together, and by each worker for itself, which is all there is while Valkey is
    away. What a worker has let pass it lets pass without asking: the counter does not wait for Valkey.

    Raises PricesTried.
    """
    for product, price in {(line.product, line.price) for line in order.lines}:
        if not _may_try(institution, product, price):
            now = clock.now()
            midnight = datetime.combine(now.date() + timedelta(1), time.min, now.tzinfo)
            raise PricesTried((midnight - now).total_seconds())


def _may_try(institution: str, product: str, price: Decimal) -> bool:
    place = hashlib.sha256(f"{clock.today()} {institution} {product}".encode()).hexdigest()
    mine = caches["default"]
    if mine.get(_price_key(place, price)):
        return True
    if mine.get(f"prices:{place}", 0) >= settings.API_PRICES_A_DAY:
        return False
    try:
        may_pass = _count(caches["shared"], place, price)
    except RedisError:
        may_pass = True
    if may_pass:
        _one_more(mine, f"prices:{place}")
        mine.set(_price_key(place, price), 1, A_DAY)
    return may_pass


def _count(store: BaseCache, place: str, price: Decimal) -> bool:
    if store.get(_price_key(place, price)):
        return True
    if _one_more(store, f"prices:{place}") > settings.API_PRICES_A_DAY:
        return False
    store.set(_price_key(place, price), 1, A_DAY)
    return True


def _one_more(store: BaseCache, counter: str) -> int:
    try:
        return store.incr(counter)
    except ValueError:  # not counted today, or forgotten by a store that was emptied
        store.set(counter, 1, A_DAY)
        return 1


def _price_key(place: str, price: Decimal) -> str:
    return f"price:{place}:{price}"
