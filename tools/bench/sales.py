"""What the benchmark sells: patients with prescriptions that never run out, and requests ready to send."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from eligibility.people.models import InsuredPerson

PATIENTS, PHARMACIES = 1500, 4
AS_THE_PROXY = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class World:
    """Everybody who buys, and the systems that sell. `start` is the number of the first patient."""

    start: int
    day: str
    price: str
    counters: list[dict[str, str]]
    patients: list[dict[str, Any]]


def populate() -> World:
    """Make patients beside those of earlier runs, whose prescriptions are over."""
    start = InsuredPerson.objects.filter(pinyin="yanlianhuanzhe").count()
    size = json.dumps({"patients": PATIENTS, "pharmacies": PHARMACIES, "start": start})
    command = [sys.executable, "-m", "tests.support.population", size]
    process = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    return World(start=start, **json.loads(process.stdout))


def tokens(address: str, world: World) -> list[str]:
    """A bearer token for every system, in the order of the counters."""
    return [_token(address, counter) for counter in world.counters]


def _token(address: str, counter: dict[str, str]) -> str:
    credentials = {"client_id": counter["client_id"], "client_secret": counter["secret"]}
    body = urlencode({"grant_type": "client_credentials", **credentials}).encode()
    request = Request(f"{address}/api/v1/token", body, AS_THE_PROXY)
    with urlopen(request) as reply:  # nosec B310
        return str(json.load(reply)["access_token"])


def document(world: World, patient: dict[str, Any], sheet: dict[str, Any], code: str) -> dict[str, Any]:
    """One pack sold to one patient, in the national words."""
    total = world.price[: world.price.index(".") + 3]
    line = {
        "feedetl_sn": "1",
        "med_list_codg": world.counters[sheet["counter"]]["product"],
        "cnt": "1",
        "pric": world.price,
        "det_item_fee_sumamt": total,
        "prd_days": 30,
        "drug_trac_info": [{"drug_trac_codg": code}],
    }
    return {
        "rxno": sheet["rxno"],
        "psn_no": patient["person"],
        "mdtrt_cert_type": "02",
        "med_type": "41",
        "medfee_sumamt": total,
        "begntime": world.day,
        "drugdetail": [line],
    }


def requests(world: World, bearers: list[str], run: str) -> Iterator[bytes]:
    """Settlements without end, each with a key and a pack of its own, over all patients and pharmacies in turn."""
    sheets = [(patient, sheet) for turn in range(PHARMACIES) for patient in world.patients
              for sheet in [patient["sheets"][turn]]]  # fmt: skip
    for number in count():
        patient, sheet = sheets[number % len(sheets)]
        body = json.dumps(document(world, patient, sheet, f"8{run}{number:09}")).encode()
        yield b"\r\n".join(
            [
                b"POST /api/v1/settlements HTTP/1.1",
                b"Host: 127.0.0.1",
                b"X-Forwarded-Proto: https",
                b"Content-Type: application/json",
                b"Connection: close",
                b"Authorization: Bearer " + bearers[sheet["counter"]].encode(),
                f"Idempotency-Key: bench-{run}-{number}".encode(),
                f"Content-Length: {len(body)}".encode(),
                b"",
                body,
            ]
        )
