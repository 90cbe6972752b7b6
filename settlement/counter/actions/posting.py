"""What a settlement and a reversal write, in one statement, and what every statement of theirs is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from acts.policy import Policy
from kit.deeds import Deed
from province.events.actions.recording import event_values
from settlement.claims.rules import Settled
from settlement.claims.words import ReversalReason
from settlement.counter.actions.transactions import Overtaken
from settlement.counter.rules.answers import Answers
from settlement.counter.rules.orders import Caller, Request
from settlement.counter.rules.traces import SoldCode, UncodedUnits
from settlement.counter.sql import POST

# The class of the advisory locks on statement months: the counter shares them, a month's close takes one alone.
STATEMENT_MONTHS = 29


@dataclass(frozen=True)
class Visit:
    """One request at the counter: who asks under which key, at what moment, and who writes the answer that is kept."""

    caller: Caller
    request: Request
    at: datetime
    answers: Answers

    @property
    def keys(self) -> dict[str, int | str]:
        """What names the caller and the key in every statement."""
        caller = self.caller
        return {
            "institution": caller.institution,
            "client": caller.client,
            "staff": caller.staff,
            "key": self.request.key,
        }

    @property
    def locks(self) -> dict[str, int | str]:
        """What every lock statement takes: the keys, and the statement month, such as 202601."""
        return {**self.keys, "months": STATEMENT_MONTHS, "month": self.at.year * 100 + self.at.month}


@dataclass(frozen=True)
class Posting:
    """A settlement or reversal about to be written, with the packs it moves and the account it stands on.

    `answers` says that it is what the key is answered.
    """

    settled: Settled
    codes: tuple[SoldCode, ...]
    uncoded: tuple[UncodedUnits, ...]
    account: int
    actor: str
    step: Deed
    answers: bool = True


def post(posting: Posting, visit: Visit, policy: Policy) -> None:
    """Write everything in one statement, the answer under its key too. Raises Overtaken when another sale took one of
    the packs first; once_sure makes one too of an account that is not the claim's own."""
    text = visit.answers.to_settlement(posting.settled)
    reason = ReversalReason(posting.settled.reversal_reason).label if posting.settled.reversal_reason else ""
    counts = POST.run(
        posting=as_json(posting.settled),
        codes=as_json(posting.codes),
        uncoded=as_json(posting.uncoded),
        account=posting.account,
        month=visit.at.date().replace(day=1),
        policy=policy.fingerprint,
        staff=visit.caller.staff,
        institution=visit.caller.institution,
        key=visit.request.key if posting.answers else None,
        fingerprint=visit.request.fingerprint,
        status=text.status,
        body=text.body,
        refusal=None,
        **event_values(
            posting.step,
            on=visit.at.date(),
            actor=posting.actor,
            role="institution",
            after=posting.step.verb,
            why=f"{reason}：{posting.settled.reason}" if posting.settled.reason else reason,
        ),
    )
    check_counts(counts, posting)


def as_json(value: object) -> str:
    """The value as JSON text, for a parameter of a statement."""
    return msgspec.json.encode(value).decode()


def check_counts(counts: Mapping[str, object], posting: Posting) -> None:
    """Make sure that everything was written. Raises Overtaken for a pack, RuntimeError for a fault of ours."""
    claim, codes = posting.settled, len(posting.codes)
    if counts["packs"] != codes:
        raise Overtaken
    numbers = {
        "claims": 1,
        "accounts": 1,
        "lines": len(claim.lines),
        "entries": len(claim.entries),
        "dispensed": len({line.prescription_line for line in claim.lines}),
        "packs": codes,
        "sales": codes,
        "stocks": len(posting.uncoded),
        "events": 1,
        "outbox": 1,
        "answers": int(posting.answers),
    }
    if dict(counts) != numbers:
        raise RuntimeError(f"a settlement wrote {counts}, not {numbers}")
