"""How messages reach the core insurance system."""

import requests

from settlement.core_system.actions.outbox import NotDelivered

# Connecting, then answering: a core system that is slow must not hold a worker.
TIMEOUTS = (0.5, 2.0)
TAKEN = frozenset({200, 201, 204, 409})  # 409: it has this reference already


class HttpCourier:
    """POSTs each message with its reference as Idempotency-Key."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def deliver(self, reference: str, body: bytes) -> None:
        """Post the message once, following no redirect. Raises NotDelivered with what went wrong."""
        headers = {**self.headers, "Idempotency-Key": reference}
        try:
            reply = requests.post(self.url, data=body, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        except requests.RequestException as failure:
            raise NotDelivered(type(failure).__name__) from failure
        if reply.status_code not in TAKEN:
            raise NotDelivered(f"HTTP {reply.status_code}")
