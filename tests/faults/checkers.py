"""The invariants I1 to I7, checked on what clients saw and what the database holds. Pure: values in, sentences out.

Sums alone prove little: an acknowledged payment can be lost, a duplicate paid, while everything still adds up.
So each set is compared both ways, and every limit at every step of its account's own order.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from tests.faults.history import Attempt, Kind, acknowledged, by_key
from tests.faults.snapshot import Account, Answer, Claim, Entry, Snapshot

NOTHING = Decimal(0)
POOLED, SERIOUS, ASSISTANCE = "pooled_fund", "serious_illness", "medical_assistance"
INSURANCES = (POOLED, SERIOUS)
FUNDS = (*INSURANCES, ASSISTANCE)


@dataclass(frozen=True)
class Evidence:
    """What clients saw, and the database before the fault and after everything was answered."""

    attempts: tuple[Attempt, ...]
    after: Snapshot
    before: Snapshot


Checker = Callable[[Evidence], Iterator[str]]


def accounts_are_their_ledger(evidence: Evidence) -> Iterator[str]:
    """I1: paid minus reversed = account, per person, fund and year, from ledger rows and again from claims."""
    entries, claims = defaultdict(lambda: NOTHING), defaultdict(lambda: NOTHING)
    for entry in evidence.after.entries:
        entries[entry.account, entry.fund] += entry.amount
    for claim in evidence.after.claims:
        for fund, amount in paid_by(claim).items():
            claims[claim.account, fund] += amount
    for account in evidence.after.accounts:
        for fund, total in totals(account).items():
            place = account.id, fund
            if not total == entries[place] == claims[place]:
                yield f"account {account.id} {fund}: {total}, ledger {entries[place]}, claims {claims[place]}"
    yield from _strays(evidence.after)


def _strays(after: Snapshot) -> Iterator[str]:
    """Sums add up on a strange account as well: each claim stands on its own, its ledger with it."""
    whose = {account.id: (account.person, account.insurance_type, account.year) for account in after.accounts}
    for claim in after.claims:
        own = (claim.person, claim.insurance_type, claim.year)
        if whose.get(claim.account) != own:
            yield f"claim {claim.id} of {own} stands on the account of {whose.get(claim.account)}"
    claims = after.by_number
    for entry in after.entries:
        if entry.claim in claims and entry.account != claims[entry.claim].account:
            yield f"entry {entry.id} stands on another account than its claim {entry.claim}"


def paid_by(claim: Claim) -> Mapping[str, Decimal]:
    return {POOLED: claim.pooled, SERIOUS: claim.serious_illness, ASSISTANCE: claim.assistance}


def totals(account: Account) -> Mapping[str, Decimal]:
    return {POOLED: account.pooled_paid, SERIOUS: account.serious_paid, ASSISTANCE: account.assistance_paid}


def elsewhere(account: Account) -> Mapping[str, Decimal]:
    return {
        POOLED: account.pooled_elsewhere,
        SERIOUS: account.serious_elsewhere,
        ASSISTANCE: account.assistance_elsewhere,
    }


def limits_hold_at_every_step(evidence: Evidence) -> Iterator[str]:
    """I2: no account above a limit at any prefix of its ledger, and each payment knew what was left of it."""
    claims, ledgers = evidence.after.by_number, defaultdict(list)
    for entry in evidence.after.entries:
        ledgers[entry.account].append(entry)
    for account in evidence.after.accounts:
        used = dict(elsewhere(account))
        for entry in ledgers[account.id]:
            if entry.fund in used:
                yield from _payment(entry, claims[entry.claim], used)


def _payment(entry: Entry, claim: Claim, used: dict[str, Decimal]) -> Iterator[str]:
    left = left_of(entry.fund, claim, used)
    used[entry.fund] += entry.amount
    if entry.amount > NOTHING and entry.amount > left:
        yield f"account {entry.account} pays {entry.amount} by {entry.fund}, {left} was left (claim {claim.id})"
    if entry.limit_left is not None and entry.limit_left != left:
        yield f"claim {claim.id} was told {entry.limit_left} of {entry.fund} was left, it was {left}"


def left_of(fund: str, claim: Claim, used: Mapping[str, Decimal]) -> Decimal:
    """What is left of a fund's limit and, for the insurances, of the overall maximum."""
    limits = {POOLED: claim.pooled_limit, SERIOUS: claim.serious_limit, ASSISTANCE: claim.assistance_limit}
    own = limits[fund] - used[fund]
    overall = claim.overall_limit - sum(used[each] for each in INSURANCES) if fund in INSURANCES else own
    return max(min(own, overall), NOTHING)


def one_key_has_one_answer(evidence: Evidence) -> Iterator[str]:
    """I3: at most one claim under a key, every answer to it equal, to what is stored as well."""
    answers = {(answer.institution, answer.key): answer for answer in evidence.after.answers}
    for place, attempts in by_key(evidence.attempts).items():
        kept = [attempt for attempt in attempts if attempt.is_kept]
        if len({(attempt.status, attempt.answer) for attempt in kept}) > 1:
            yield f"key {place} was answered differently: {[(each.status, each.code) for each in kept]}"
        if len({attempt.asked.body for attempt in kept}) > 1:
            yield f"key {place} was answered for two different requests"
        if kept and not is_stored(answers.get(place), kept[0]):
            yield f"key {place}: what was answered is not what is stored"
    yield from _twice(evidence.after)


def is_stored(answer: Answer | None, attempt: Attempt) -> bool:
    return answer is not None and (answer.status, answer.body) == (attempt.status, attempt.answer)


def _twice(after: Snapshot) -> Iterator[str]:
    keys = Counter(answer.claim for answer in after.answers if answer.claim is not None)
    for claim in after.claims:
        if keys[claim.id] != 1:
            yield f"claim {claim.id} is the answer to {keys[claim.id]} keys"


def one_fact_is_paid_once(evidence: Evidence) -> Iterator[str]:
    """I4: no prescription line beyond its quantity, no pack beyond the whole, as clients know it and as stored."""
    yield from _lines(evidence.after)
    yield from _packs(evidence.after)
    yield from _sold_twice(evidence.attempts)


def _lines(after: Snapshot) -> Iterator[str]:
    paid = defaultdict(lambda: NOTHING)
    for line in after.lines:
        paid[line.prescription_line] += line.quantity
    for ordered in after.ordered:
        if not NOTHING <= paid[ordered.id] == ordered.dispensed <= ordered.quantity:
            yield f"line {ordered.id}: {paid[ordered.id]} paid, {ordered.dispensed} noted, {ordered.quantity} ordered"


def _packs(after: Snapshot) -> Iterator[str]:
    sold = defaultdict(lambda: NOTHING)
    for sale in after.sales:
        sold[sale.code] += sale.quantity
        if not NOTHING <= sold[sale.code] <= 1:
            yield f"pack {sale.code} is sold {sold[sale.code]} times after sale {sale.id}"
    noted = {pack.code: pack.sold for pack in after.packs}
    for code in noted.keys() | sold.keys():
        if noted.get(code, NOTHING) != sold[code]:
            yield f"pack {code}: {noted.get(code)} noted, {sold[code]} sold"


def _sold_twice(attempts: tuple[Attempt, ...]) -> Iterator[str]:
    """The clients' own view: of two acknowledged sales of a pack one was taken back."""
    told = list(acknowledged(attempts))
    # A reversal whose reply was lost has given the packs back too.
    returned = {attempt.asked.original for attempt in attempts if attempt.asked.kind is Kind.REVERSE}
    standing = (each.asked.codes for each in told if each.asked.kind is Kind.SETTLE and each.claim not in returned)
    for code, times in Counter(chain.from_iterable(standing)).items():
        if times > 1:
            yield f"pack {code} was acknowledged as sold {times} times"


def what_was_said_is_so(evidence: Evidence) -> Iterator[str]:
    """I5: acknowledged means there, with these amounts; refused means not there; and nothing is there unasked."""
    claims, asked = evidence.after.by_number, by_key(evidence.attempts)
    paid = {(answer.institution, answer.key): answer.claim for answer in evidence.after.answers if answer.claim}
    for attempt in acknowledged(evidence.attempts):
        yield from _acknowledged(attempt, claims.get(attempt.claim))
    for attempt in evidence.attempts:
        if attempt.is_refused and attempt.asked.place in paid:
            yield f"key {attempt.asked.place} was refused and is paid as claim {paid[attempt.asked.place]}"
    yield from _unasked(evidence, set(asked))


def _acknowledged(attempt: Attempt, claim: Claim | None) -> Iterator[str]:
    if claim is None:
        yield f"claim {attempt.claim} was acknowledged and does not exist"
    elif told(attempt) != stored(claim):
        yield f"claim {attempt.claim}: acknowledged {told(attempt)}, stored {stored(claim)}"
    elif claim.reverses != attempt.asked.original:
        yield f"claim {claim.id} reverses {claim.reverses}, asked was {attempt.asked.original}"


def told(attempt: Attempt) -> tuple[object, ...]:
    names = ("medfee_sumamt", "inscp_scp_amt", "overlmt_selfpay", "hifp_pay", "maf_pay", "fund_pay_sumamt")
    serious = attempt.amount("hifmi_pay") + attempt.amount("hifob_pay")
    amounts = [attempt.amount(name) for name in (*names, "psn_part_amt")]
    return (attempt.document["fixmedins_code"], attempt.document["rxno"], *amounts, serious)


def stored(claim: Claim) -> tuple[object, ...]:
    amounts = (claim.total, claim.in_scope, claim.out_of_scope, claim.pooled, claim.assistance, claim.fund_total)
    return (claim.institution, claim.prescription, *amounts, claim.patient, claim.serious_illness)


def _unasked(evidence: Evidence, asked: set[tuple[str, str]]) -> Iterator[str]:
    """Claims that came up meanwhile and that no client of this history asked for."""
    known = {claim.id for claim in evidence.before.claims}
    keys = {answer.claim: (answer.institution, answer.key) for answer in evidence.after.answers}
    for claim in evidence.after.claims:
        if claim.id not in known and keys.get(claim.id) not in asked:
            yield f"claim {claim.id} was asked for by nobody"


def unknown_is_resolved_by_one_retry(evidence: Evidence) -> Iterator[str]:
    """I6: once the fault is over, one retry with the same key tells what became of every unknown outcome."""
    for place, attempts in by_key(evidence.attempts).items():
        if any(attempt.is_unknown and not attempt.resolving for attempt in attempts):
            yield from _resolved(place, attempts)


def _resolved(place: tuple[str, str], attempts: list[Attempt]) -> Iterator[str]:
    retries = [attempt for attempt in attempts if attempt.resolving]
    if any(retry.is_unknown for retry in retries) or len(retries) > 1:
        yield f"key {place} needed more than one retry: {[retry.status for retry in retries]}"
    if attempts[-1].is_unknown:
        yield f"key {place} was never resolved"


def books_add_up_and_stand(evidence: Evidence) -> Iterator[str]:
    """I7: ledger and lines sum to each claim's total, each claim has its event, and no written row changed."""
    after, entries, lines = evidence.after, defaultdict(lambda: NOTHING), defaultdict(lambda: NOTHING)
    for entry in after.entries:
        entries[entry.claim] += entry.amount
    for line in after.lines:
        lines[line.claim] += line.total
    verbs = defaultdict(list)
    for event in after.events:
        verbs[event.claim].append(event.verb)
    for claim in after.claims:
        if not claim.total == entries[claim.id] == lines[claim.id] == claim.fund_total + claim.patient:
            yield f"claim {claim.id}: {claim.total}, ledger {entries[claim.id]}, lines {lines[claim.id]}"
        if verbs[claim.id] != ["settle" if claim.reverses is None else "reverse"]:
            yield f"claim {claim.id} has the events {verbs[claim.id]}"
    yield from (f"{kind} lost or changed: {row}" for kind, row in set(evidence.before.rows()) - set(after.rows()))
    yield from _reversals(after)


def _reversals(after: Snapshot) -> Iterator[str]:
    """I9: minus the original in every column, at most once, on the same account."""
    claims, times = after.by_number, Counter(claim.reverses for claim in after.claims if claim.reverses)
    for claim in after.claims:
        original = claims.get(claim.reverses) if claim.reverses else None
        if original and (times[original.id] > 1 or not negates(claim, original)):
            yield f"claim {claim.id} is not the one and whole reversal of {original.id}"


def negates(claim: Claim, original: Claim) -> bool:
    amounts = zip(stored(claim)[2:], stored(original)[2:], strict=True)
    return claim.account == original.account and all(one == -other for one, other in amounts)  # type: ignore[operator]


CHECKERS: Mapping[str, Checker] = {
    "I1": accounts_are_their_ledger,
    "I2": limits_hold_at_every_step,
    "I3": one_key_has_one_answer,
    "I4": one_fact_is_paid_once,
    "I5": what_was_said_is_so,
    "I6": unknown_is_resolved_by_one_retry,
    "I7": books_add_up_and_stand,
}


def violations(evidence: Evidence) -> dict[str, list[str]]:
    """What each invariant has to complain about; the invariants that hold are left out."""
    found = {name: list(checker(evidence)) for name, checker in CHECKERS.items()}
    return {name: complaints for name, complaints in found.items() if complaints}
