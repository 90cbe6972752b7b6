"""Who comes to the system from outside: somebody at a browser, and an institution's own system."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import requests

from tools.demo.sales import trace_codes

PATIENCE = (3.0, 30.0)
PHARMACY_SALE, CREDENTIAL = "41", "01"
SIGN_IN = "/login/"
SAID = re.compile(r'class="[^"]*(?:error|invalid|refused|message-danger)[^"]*"[^>]*>(.*?)</(?:p|li|div|ul|span)>', re.S)


class Refused(Exception):
    """A step that should have been taken was not; what the system said."""


def fresh_session() -> requests.Session:
    """No proxy of the environment stands between this machine and itself."""
    session = requests.Session()
    session.trust_env = False
    return session


class Desk:
    """One person at a browser: cookies, the token against forged requests, forms."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.address, self.username = address, username
        self.session = fresh_session()
        self.get(SIGN_IN)
        self.post(SIGN_IN, {"username": username, "password": password})

    def get(self, path: str) -> str:
        answer = self.session.get(self.address + path, timeout=PATIENCE)
        if answer.status_code != requests.codes.ok:
            raise Refused(f"{self.username} GET {path}: {answer.status_code} {message_on(answer.text)}")
        return answer.text

    def post(self, path: str, fields: dict[str, Any], files: dict[str, Any] | None = None) -> str:
        """Send a form; a redirect is the sign that it was taken. Returns where to. Raises Refused."""
        form = {**fields, "csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        answer = self.session.post(self.address + path, data=form, files=files, timeout=PATIENCE, allow_redirects=False)
        if answer.status_code != requests.codes.found:
            raise Refused(f"{self.username} POST {path}: {answer.status_code} {message_on(answer.text)}")
        return answer.headers["Location"]

    def send(self, path: str, fields: dict[str, Any]) -> str:
        """Send a form that is answered with a page: what was found, computed or refused. Raises Refused else."""
        form = {**fields, "csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        answer = self.session.post(self.address + path, data=form, timeout=PATIENCE, allow_redirects=False)
        if answer.status_code != requests.codes.ok:
            raise Refused(f"{self.username} POST {path}: {answer.status_code} {message_on(answer.text)}")
        return answer.text


def number_in(pattern: re.Pattern[str], text: str) -> str:
    """The pattern's one group. Raises Refused when the page does not have it."""
    match = pattern.search(text)
    if match is None:
        raise Refused(f"页面上没有 {pattern.pattern}")
    return match.group(1)


def message_on(page: str) -> str:
    """The refusals on a page, as text."""
    texts = (html.unescape(re.sub(r"<[^>]+>", " ", part)) for part in SAID.findall(page))
    return "；".join(" ".join(part.split()) for part in texts if part.strip())[:400]


@dataclass(frozen=True)
class Answer:
    """What the API answered."""

    status: int
    body: dict[str, Any]
    text: str
    replayed: bool


class Till:
    """An institution's own system: a token by client credentials, then JSON."""

    def __init__(self, address: str, client_id: str, client_secret: str) -> None:
        self.address, self.session = f"{address}/api/v1/", fresh_session()
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        reply = self.session.post(f"{self.address}token", data=form, timeout=PATIENCE)
        if reply.status_code != requests.codes.ok:
            raise Refused(f"token: {reply.status_code} {reply.text[:300]}")
        self.expires_in = int(reply.json()["expires_in"])
        self.session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"

    def get(self, path: str, **query: str) -> Answer:
        return self._check(self.session.get(self.address + path, params=query, timeout=PATIENCE))

    def post(self, path: str, body: dict[str, Any], key: str = "") -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return self._check(self.session.post(self.address + path, json=body, headers=headers, timeout=PATIENCE))

    def _check(self, answer: requests.Response) -> Answer:
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise Refused(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:400]}")
        is_replay = answer.headers.get("Idempotent-Replayed") == "true"
        return Answer(answer.status_code, answer.json(), answer.text, is_replay)


def sale_of(rxno: str, *, person: str, product: str, price: str, packs: str, days: int) -> dict[str, Any]:
    """What a till sends to sell all packs of a prescription of one line."""
    total = f"{Decimal(packs) * Decimal(price):.2f}"
    line = {
        "feedetl_sn": "1",
        "med_list_codg": product,
        "cnt": packs,
        "pric": price,
        "det_item_fee_sumamt": total,
        "prd_days": days,
        "drug_trac_info": [{"drug_trac_codg": code} for code in trace_codes(product, rxno, 1, int(packs))],
    }
    return {
        "rxno": rxno,
        "psn_no": person,
        "mdtrt_cert_type": CREDENTIAL,
        "med_type": PHARMACY_SALE,
        "medfee_sumamt": total,
        "drugdetail": [line],
    }
