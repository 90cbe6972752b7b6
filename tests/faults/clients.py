"""Eight pharmacy systems at work: they settle, repeat, doubt, scan twice and give back, and write down everything."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from threading import Event, Thread

import httpx

from tests.faults.history import Asked, Attempt, History, Kind
from tests.support.population.values import Counter, Patient, Population, Sheet

CLIENTS = 8
PATIENCE = 10.0
AS_THE_PROXY = {"X-Forwarded-Proto": "https"}
FOCUS = 30  # requests until everybody turns to the next patients
AT_ONCE = 3  # patients that everybody works on at a time
FEW_PACKS = 3


@dataclass
class Load:
    """What the clients share. `address` is asked anew for every request: a restart may move the web."""

    population: Population
    history: History
    address: Callable[[], str]
    calm: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)
    numbers: Iterator[int] = field(default_factory=count)

    def patient(self, chance: random.Random) -> Patient:
        """Somebody whom the others have at their counters too."""
        place = len(self.history.rows) // FOCUS + chance.randrange(AT_ONCE)
        return self.population.patients[place % len(self.population.patients)]


def order(
    population: Population, patient: Patient, sheet: Sheet, packs: int, codes: tuple[str, ...]
) -> dict[str, object]:
    """A settlement request in the national words."""
    total = str((population.price * packs).quantize(Decimal("0.01")))
    line = {
        "feedetl_sn": "1",
        "med_list_codg": population.counters[sheet.counter].product,
        "cnt": str(packs),
        "pric": str(population.price),
        "det_item_fee_sumamt": total,
        "prd_days": 30,
        "drug_trac_info": [{"drug_trac_codg": code} for code in codes],
    }
    return {
        "rxno": sheet.rxno,
        "psn_no": patient.person,
        "mdtrt_cert_type": "02",
        "med_type": "41",
        "medfee_sumamt": total,
        "begntime": population.day.isoformat(),
        "drugdetail": [line],
    }


class Client(Thread):
    """One system, with a chance of its own; what it could not find out it asks once more when all is over."""

    def __init__(self, load: Load, number: int, seed: int) -> None:
        super().__init__(name=f"client-{number}")
        self.load, self.number, self.chance = load, number, random.Random(seed * 100 + number)
        self.tokens = {each.institution: token(load.address(), each) for each in load.population.counters}
        self.doubts: dict[tuple[str, str], Asked] = {}
        self.sold: list[Attempt] = []
        self.line = speaking()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.load.over.is_set():
                self.scene()
            self.load.calm.wait()
            for asked in self.doubts.values():
                self.send(asked, resolving=True)
        except BaseException as failure:
            self.failure = failure
        finally:
            self.line.close()

    def scene(self) -> None:
        scenes: Mapping[Callable[[], None], int] = {
            self.sell: 50,
            self.sell_thrice_at_once: 10,
            self.sell_one_pack_twice: 10,
            self.ask_again: 8,
            self.doubt_with_a_new_key: 8,
            self.reuse_a_key: 4,
            self.give_back: 10,
        }
        (play,) = self.chance.choices(list(scenes), weights=list(scenes.values()))
        play()

    def sell(self) -> None:
        self.play(self.sale())

    def sell_thrice_at_once(self) -> None:
        self.play(*[self.sale()] * 3)

    def sell_one_pack_twice(self) -> None:
        first = self.sale()
        self.play(first, self.sale(codes=first.codes))

    def ask_again(self) -> None:
        """The reply came and was forgotten: the same once more."""
        for attempt in self.sold[-1:]:
            self.play(attempt.asked)

    def doubt_with_a_new_key(self) -> None:
        """The reply came and was forgotten: the same facts under another key, as clients do."""
        for attempt in self.sold[-1:]:
            self.play(replace(attempt.asked, key=self.key()))

    def reuse_a_key(self) -> None:
        """Another request under a key that has its answer."""
        for attempt in self.sold[-1:]:
            self.play(replace(self.sale(), key=attempt.asked.key, institution=attempt.asked.institution))

    def give_back(self) -> None:
        """Two reversals of one sale at once."""
        if self.sold:
            sold = self.sold.pop(self.chance.randrange(len(self.sold)))
            self.play(self.reversal(sold), self.reversal(sold))

    def sale(self, codes: tuple[str, ...] = ()) -> Asked:
        patient = self.load.patient(self.chance)
        sheet = self.chance.choice(patient.sheets)
        packs = len(codes) or self.chance.randint(1, FEW_PACKS)
        codes = codes or tuple(f"8{self.number}{next(self.load.numbers):018}" for _ in range(packs))
        return Asked(
            institution=self.load.population.counters[sheet.counter].institution,
            key=self.key(),
            body=json.dumps(order(self.load.population, patient, sheet, packs, codes)),
            prescription=sheet.rxno,
            quantity=Decimal(packs),
            codes=codes,
        )

    def reversal(self, sold: Attempt) -> Asked:
        body = json.dumps({"reason": "entered_wrongly"})
        return Asked(sold.asked.institution, self.key(), body, Kind.REVERSE, original=sold.claim)

    def key(self) -> str:
        return f"{self.load.population.patients[0].person}-{self.number}-{next(self.load.numbers)}"

    def play(self, *requests: Asked) -> None:
        """Send all at once; of what stays unknown, ask for some again at once and for the rest at the end."""
        with ThreadPoolExecutor(len(requests)) as pool:
            attempts = list(pool.map(self.send, requests))
        for asked in {attempt.asked.place: attempt.asked for attempt in attempts if attempt.is_unknown}.values():
            if self.chance.random() < 0.5 or self.send(asked).is_unknown:
                self.doubts[asked.place] = asked
        self.sold += [each for each in attempts[:1] if each.is_acknowledged and each.asked.kind is Kind.SETTLE]

    def send(self, asked: Asked, resolving: bool = False) -> Attempt:
        history = self.load.history
        number = history.sent(asked, self.number, time.monotonic(), resolving)
        try:
            answer = self.post(asked)
        except httpx.TransportError:
            return history.ended(number, time.monotonic(), None)
        replayed = answer.headers.get("Idempotent-Replayed") == "true"
        return history.ended(number, time.monotonic(), answer.status_code, answer.text, replayed)

    def post(self, asked: Asked) -> httpx.Response:
        path = "settlements" if asked.original is None else f"settlements/{asked.original}/reversal"
        headers = {
            "Authorization": f"Bearer {self.tokens[asked.institution]}",
            "Idempotency-Key": asked.key,
            "Content-Type": "application/json",
        }
        return self.line.post(f"{self.load.address()}/api/v1/{path}", content=asked.body.encode(), headers=headers)


def speaking() -> httpx.Client:
    """Speaks as the proxy does that ends TLS."""
    return httpx.Client(headers=AS_THE_PROXY, timeout=PATIENCE, trust_env=False)


def token(address: str, counter: Counter) -> str:
    """A bearer token of a pharmacy's system."""
    form = {"grant_type": "client_credentials", "client_id": counter.client_id, "client_secret": counter.secret}
    with speaking() as line:
        answer = line.post(f"{address}/api/v1/token", data=form)
    answer.raise_for_status()
    return str(answer.json()["access_token"])


@contextmanager
def at_work(load: Load, seed: int, clients: int = CLIENTS) -> Iterator[list[Client]]:
    """The clients work during the block; after it each unknown outcome was asked for once. Raises what they raised."""
    crew = [Client(load, number, seed) for number in range(clients)]
    for client in crew:
        client.start()
    try:
        yield crew
    finally:
        load.over.set()
        time.sleep(1.5)  # what a killed worker left behind in the database ends within a lock's time-out
        load.calm.set()
        for client in crew:
            client.join()
    for client in crew:
        if client.failure:
            raise client.failure
