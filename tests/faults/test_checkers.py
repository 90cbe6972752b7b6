"""Every checker is proved on tampered histories and databases: sound evidence passes, every lie is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.faults.checkers import CHECKERS, Evidence, violations
from tests.faults.history import Asked, Attempt, History, Kind
from tests.faults.snapshot import Account, Answer, Claim, Entry, Event, Line, Ordered, Pack, Sale, Snapshot

PLACE = "P43010200001"
WHOLE, LIMIT = Decimal("100.00"), Decimal("100.00")
POOLED, PATIENT = Decimal("70.00"), Decimal("30.00")
NOTHING = Decimal("0.00")
Tampering = Callable[[Evidence], Evidence]


def answer_of(claim: int, sign: int = 1, pooled: Decimal = POOLED) -> str:
    """What the client was told about a claim of 100 yuan."""
    amounts = {
        "medfee_sumamt": WHOLE,
        "inscp_scp_amt": WHOLE,
        "overlmt_selfpay": NOTHING,
        "hifp_pay": pooled,
        "hifmi_pay": NOTHING,
        "hifob_pay": NOTHING,
        "maf_pay": NOTHING,
        "fund_pay_sumamt": pooled,
        "psn_part_amt": WHOLE - pooled,
    }
    told = {name: str(sign * amount) for name, amount in amounts.items()}
    return json.dumps({"setl_id": str(claim), "fixmedins_code": PLACE, "rxno": "RX1", **told})


def claim_of(number: int, sign: int = 1, pooled: Decimal = POOLED, reverses: int | None = None) -> Claim:
    amounts = {
        "total": WHOLE,
        "in_scope": WHOLE,
        "out_of_scope": NOTHING,
        "pooled": pooled,
        "serious_illness": NOTHING,
        "assistance": NOTHING,
        "fund_total": pooled,
        "patient": WHOLE - pooled,
    }
    limits = {"pooled_limit": LIMIT, "serious_limit": LIMIT, "overall_limit": LIMIT, "assistance_limit": NOTHING}
    signed = {name: sign * amount for name, amount in amounts.items()}
    return Claim(number, PLACE, 1, "someone", "310", 2026, "RX1", **signed, reverses=reverses, **limits)


def entries_of(claim: Claim, left: Decimal | None) -> tuple[Entry, Entry]:
    first = Entry(claim.id * 2, claim.id, 1, "pooled_fund", claim.total, left, claim.pooled)
    return first, Entry(claim.id * 2 + 1, claim.id, 1, "patient", claim.total, None, claim.patient)


def asked(key: str, *codes: str, **facts: Any) -> Asked:
    return Asked(PLACE, key, body=f"asked under {key}", prescription="RX1", codes=codes, **facts)


REFUSAL = json.dumps({"code": "TRACE_CODE_REPEATED"})
ATTEMPTS = (
    Attempt(0, asked("one", "A"), status=201, answer=answer_of(1)),
    Attempt(1, asked("one", "A"), status=201, answer=answer_of(1), replayed=True),
    Attempt(2, asked("two", "B"), status=None),
    Attempt(3, asked("refused", "A"), status=422, answer=REFUSAL),
    Attempt(4, asked("back", kind=Kind.REVERSE, original=1), status=201, answer=answer_of(3, sign=-1)),
    Attempt(5, asked("two", "B"), resolving=True, status=201, answer=answer_of(2, pooled=PATIENT), replayed=True),
)
FIRST, SECOND, BACK = claim_of(1), claim_of(2, pooled=PATIENT), claim_of(3, sign=-1, reverses=1)
AFTER = Snapshot(
    claims=(FIRST, SECOND, BACK),
    lines=tuple(Line(claim.id, 1, 1, claim.total / WHOLE, claim.total) for claim in (FIRST, SECOND, BACK)),
    entries=(*entries_of(FIRST, LIMIT), *entries_of(SECOND, LIMIT - POOLED), *entries_of(BACK, None)),
    accounts=(Account(1, "someone", "310", 2026, PATIENT, *[NOTHING] * 5),),
    ordered=(Ordered(1, "RX1", Decimal(2), Decimal(1)),),
    packs=(Pack("A", Decimal(0)), Pack("B", Decimal(1))),
    sales=(Sale(1, 1, "A", Decimal(1)), Sale(2, 2, "B", Decimal(1)), Sale(3, 3, "A", Decimal(-1))),
    answers=(
        Answer(PLACE, "one", 201, answer_of(1), 1),
        Answer(PLACE, "two", 201, answer_of(2, pooled=PATIENT), 2),
        Answer(PLACE, "refused", 422, REFUSAL, None),
        Answer(PLACE, "back", 201, answer_of(3, sign=-1), 3),
    ),
    events=(Event(1, 1, "settle"), Event(2, 2, "settle"), Event(3, 3, "reverse")),
)
BEFORE = replace(Snapshot(), claims=(FIRST,), entries=entries_of(FIRST, LIMIT))
SOUND = Evidence(ATTEMPTS, AFTER, BEFORE)


def row(kind: str, place: int, **changed: Any) -> Tampering:
    """Another value in one row of the database."""

    def tampered(evidence: Evidence) -> Evidence:
        rows = list(getattr(evidence.after, kind))
        rows[place] = replace(rows[place], **changed)
        return replace(evidence, after=replace(evidence.after, **{kind: tuple(rows)}))

    return tampered


def without(kind: str, place: int) -> Tampering:
    def tampered(evidence: Evidence) -> Evidence:
        rows = getattr(evidence.after, kind)
        return replace(evidence, after=replace(evidence.after, **{kind: rows[:place] + rows[place + 1 :]}))

    return tampered


def further(kind: str, added: object) -> Tampering:
    def tampered(evidence: Evidence) -> Evidence:
        rows = (*getattr(evidence.after, kind), added)
        return replace(evidence, after=replace(evidence.after, **{kind: rows}))

    return tampered


def told(place: int, **changed: Any) -> Tampering:
    """Another thing seen by a client."""

    def tampered(evidence: Evidence) -> Evidence:
        attempts = list(evidence.attempts)
        attempts[place] = replace(attempts[place], **changed)
        return replace(evidence, attempts=tuple(attempts))

    return tampered


def also(attempt: Attempt) -> Tampering:
    return lambda evidence: replace(evidence, attempts=(*evidence.attempts, attempt))


def only_first(evidence: Evidence) -> Evidence:
    """The history of a client that never retried."""
    return replace(evidence, attempts=evidence.attempts[:5])


TAMPERINGS: dict[str, tuple[str, Tampering]] = {
    "an update of the account was lost": ("I1", row("accounts", 0, pooled_paid=NOTHING)),
    "an account counts what nobody paid": ("I1", row("accounts", 0, serious_paid=PATIENT)),
    "a reversal did not reach the account": ("I1", row("accounts", 0, pooled_paid=WHOLE)),
    "the ledger says another fund than the claim": ("I1", row("entries", 2, fund="serious_illness")),
    "a claim stands on another insurance's account": ("I1", row("claims", 0, insurance_type="390")),
    "a claim stands on another person's account": ("I1", row("claims", 0, person="somebody else")),
    "a claim stands on another year's account": ("I1", row("claims", 0, year=2025)),
    "a ledger row stands on another account than its claim": ("I1", row("entries", 1, account=2)),
    "a payment goes beyond the limit": ("I2", row("entries", 2, amount=POOLED)),
    "a payment goes beyond the limit and is reversed later": ("I2", row("entries", 0, amount=LIMIT + 1)),
    "the year's use elsewhere is forgotten": ("I2", row("accounts", 0, pooled_elsewhere=PATIENT)),
    "the overall maximum is forgotten": ("I2", row("claims", 0, overall_limit=PATIENT)),
    "two payments saw the same rest of the limit": ("I2", row("entries", 2, limit_left=LIMIT)),
    "a repeated key is answered differently": ("I3", told(1, answer=answer_of(2))),
    "a repeated key is refused after it was settled": ("I3", told(1, status=422, answer=REFUSAL)),
    "a key answers for another request": ("I3", told(1, asked=replace(asked("one", "A"), body="something else"))),
    "an answer is not stored": ("I3", without("answers", 2)),
    "another answer is stored": ("I3", row("answers", 0, body=answer_of(2))),
    "a key paid twice": ("I3", further("claims", claim_of(4))),
    "a line is paid beyond its quantity": ("I4", row("ordered", 0, quantity=Decimal("0.5"))),
    "a line forgets what it dispensed": ("I4", row("ordered", 0, dispensed=NOTHING)),
    "a pack is sold twice": ("I4", further("sales", Sale(4, 3, "B", Decimal(1)))),
    "a pack was sold twice and given back": ("I4", row("sales", 1, code="A")),
    "a sold pack is free again": ("I4", row("packs", 1, sold=NOTHING)),
    "two clients were told that they sold the same pack": ("I4", told(5, asked=asked("two", "B", "B"))),
    "an acknowledged claim is gone": ("I5", without("claims", 1)),
    "an acknowledged claim has other amounts": ("I5", row("claims", 1, patient=NOTHING)),
    "an acknowledged reversal is another claim's": ("I5", row("claims", 2, reverses=2)),
    "something refused is paid": ("I5", row("answers", 2, claim=2)),
    "a claim was asked for by nobody": ("I5", row("answers", 3, key="nobody's")),
    "an unknown outcome was never asked for again": ("I6", only_first),
    "the retry does not tell either": ("I6", told(5, status=None, answer="")),
    "the retry finds the system broken": ("I6", told(5, status=500, answer="")),
    "one retry was not enough": ("I6", also(replace(ATTEMPTS[5], number=6))),
    "the ledger of a claim misses the patient's part": ("I7", without("entries", 3)),
    "the lines do not sum to the claim": ("I7", row("lines", 1, total=NOTHING)),
    "a written ledger row was changed": ("I7", row("entries", 0, basis=NOTHING)),
    "a written claim is gone": ("I7", without("claims", 0)),
    "a claim has no event": ("I7", without("events", 1)),
    "a claim has two events": ("I7", further("events", Event(4, 2, "settle"))),
    "a reversal leaves something": ("I7", row("claims", 2, pooled=NOTHING)),
    "a claim is reversed twice": ("I7", further("claims", claim_of(4, sign=-1, reverses=1))),
}


def test_sound_evidence_has_nothing_to_complain_about() -> None:
    assert violations(SOUND) == {}


@pytest.mark.parametrize("lie", TAMPERINGS)
def test_a_lie_is_found_by_the_checker_of_its_invariant(lie: str) -> None:
    invariant, tampering = TAMPERINGS[lie]
    assert list(CHECKERS[invariant](tampering(SOUND))) != []


def test_every_invariant_is_lied_about() -> None:
    assert {invariant for invariant, _ in TAMPERINGS.values()} == set(CHECKERS)


def test_a_history_keeps_what_was_sent_before_anything_comes_back(tmp_path: object) -> None:
    history = History(tmp_path / "history.jsonl")  # type: ignore[operator]
    history.sent(asked("one"), client=1, at=1.0)
    assert [attempt.is_unknown for attempt in history.attempts] == [True]
    history.ended(0, at=2.0, status=201, answer=answer_of(1))
    assert [attempt.claim for attempt in history.attempts] == [1]
    assert [next(iter(json.loads(line))) for line in history.file.read_text().splitlines()] == ["sent", "ended"]
