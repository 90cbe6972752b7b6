"""At how many prices an institution may try a product in a day."""

import hashlib
from decimal import Decimal

from django.conf import settings
from django.core.cache import BaseCache, caches
from redis.exceptions import RedisError

from kit import clock
from kit.limits import add
from settlement.counter.errors import PricesTried
from settlement.counter.queries.known_prices import tells_nothing
from settlement.counter.rules.orders import Order

A_DAY = 24 * 3600
PREVIEWS, SALES = "previews", "sales"


def try_prices(institution: str, order: Order, kind: str) -> int:
    """Let a preview or a sale at these prices pass; return how many further prices of its products may be tried.

    Halving a price finds a confidential standard, and a sale that is refused, or taken back, tells as much as a
    preview; so an institution may try a product at a few prices a day, in sales and in previews apart. The same price
    again is free, and so is, beyond the limit, a price that tells nothing: of a standard that is no secret, the
    platform's, or one not above what the institution has been paid for. Hence no sale at the usual price ever waits.

    Counted in Valkey for all workers together, and by each worker for itself, which is all there is while Valkey is
    away. What a worker has let pass it lets pass without asking: the counter does not wait for Valkey.

    Raises PricesTried.
    """
    most: int = settings.API_PRICES_A_DAY
    remainder = most
    for row, line in enumerate(order.lines):
        place = hashlib.sha256(f"{clock.today()} {kind} {institution} {line.product}".encode()).hexdigest()
        number = _number(place, line.price)
        if number > most and not tells_nothing(institution, line.product, line.price, order.purchase_day):
            raise PricesTried.at(row, most)
        caches["default"].set_many({_key(place, line.price): True, f"tried:{place}": min(number, most)}, A_DAY)
        remainder = min(remainder, max(most - number, 0))
    return remainder


def _number(place: str, price: Decimal) -> int:
    """Return at how many prices the product has been tried today, this one among them, as far as this worker knows. One
    beyond the limit is not counted."""
    mine = caches["default"]
    if mine.get(_key(place, price)):
        return int(mine.get(f"tried:{place}", 0))
    try:
        return _count(caches["shared"], place, price)
    except RedisError:
        return _count(mine, place, price)


def _count(store: BaseCache, place: str, price: Decimal) -> int:
    if not store.add(f"seen:{_key(place, price)}", 1, A_DAY):
        return add(store, f"prices:{place}", 0, A_DAY)
    number = add(store, f"prices:{place}", 1, A_DAY)
    if number > settings.API_PRICES_A_DAY:
        store.delete(f"seen:{_key(place, price)}")
        add(store, f"prices:{place}", -1, A_DAY)
    return number


def _key(place: str, price: Decimal) -> str:
    return f"price:{place}:{price}"
