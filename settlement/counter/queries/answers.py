"""What was answered under a key."""

import msgspec
from django.db import connection, transaction

from kit.errors import RuleRefused
from settlement.claims.queries import claims
from settlement.claims.rules import Settled
from settlement.counter.errors import InFlight, KeyUnknown
from settlement.counter.models import Answer
from settlement.counter.rules.answers import Refusal, StoredAnswer
from settlement.counter.rules.orders import Caller

# The lock of `sql/key.sql`, which whoever asks gives back at once.
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


def answer_under(*, key: str, by: Caller) -> StoredAnswer:
    """The stored answer to a key, word for word, refusals too. Raises InFlight while its first request runs, else
    KeyUnknown: then nothing is stored."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [f"{by.institution} {key}"])
            (is_free,) = cursor.fetchone()
        row = Answer.objects.filter(institution_id=by.institution, key=key).first()
    if row is None:
        raise KeyUnknown if is_free else InFlight
    refusal = None if row.refusal is None else msgspec.convert(row.refusal, Refusal)
    return StoredAnswer(row.fingerprint, row.status, row.body, row.claim_id, refusal)


def value_of(answer: Settled | RuleRefused | StoredAnswer, by: Caller) -> Settled | RuleRefused:
    """The settlement or refusal that an answer tells; a stored settlement is read by its number."""
    if not isinstance(answer, StoredAnswer):
        return answer
    if answer.refusal is not None:
        return answer.refusal.error
    if answer.claim is None:
        raise ValueError("an answer tells of a claim or of a refusal")
    return claims.find(claim=answer.claim, institution=by.institution)
