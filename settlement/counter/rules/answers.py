"""What is kept under an idempotency key: the words of the answer, and the claim or refusal that they tell."""

from typing import Protocol

from msgspec import Struct

from acts.parameters import Sourced
from kit.errors import FieldError, RuleRefused
from settlement.claims.rules import Settled

# Refusals that no time and nobody's act can mend while the body is the same: the order contradicts itself, or what is
# signed and fixed for good. Every other one may pass, and is decided anew under the same key.
FOR_GOOD = frozenset(
    {
        "MEDICAL_TYPE_REFUSED",
        "SETTING_DIFFERS",
        "INPATIENT_ELSEWHERE",
        "PRESCRIPTION_WITHDRAWN",
        "PRESCRIPTION_NOT_VALID",
        "PRODUCT_NOT_PRESCRIBED",
        "QUANTITY_NOT_POSITIVE",
        "SUPPLY_TOO_LONG",
        "PURCHASE_DAY_TOO_OLD",
        "LINE_AMOUNT_WRONG",
        "TOTAL_WRONG",
        "TRACE_CODES_MISSING",
        "TRACE_CODE_IS_GOODS_CODE",
        "TRACE_CODE_IS_CASE_CODE",
        "TRACE_CODE_IS_FILLER",
        "TRACE_CODE_UNREADABLE",
        "TRACE_CODE_COUNT",
        "TRACE_CODE_REPEATED",
    }
)


class Text(Struct, frozen=True):
    """An answer in the words of the API: its status and its body."""

    status: int
    body: str


class Answers(Protocol):
    """Writes answers in the words of the API. Every face hands it to the counter: all share the keys, and whatever was
    answered at a page the API gives again word for word."""

    def to_settlement(self, claim: Settled) -> Text:
        """Write a settlement or a reversal."""

    def to_refusal(self, refusal: RuleRefused) -> Text:
        """Write a refusal."""


class Refusal(Struct, frozen=True):
    """A refusal in our own words, as it is kept beside its text."""

    code: str
    message: str
    demand: str
    fields: tuple[FieldError, ...]
    source: str = ""

    @property
    def error(self) -> RuleRefused:
        """The same refusal with the article it was given, to be shown again."""
        return Sourced(self.message, source=self.source, code=self.code, demand=self.demand, fields=self.fields)


def refusal_of(error: RuleRefused, article: str) -> Refusal:
    """The refusal as it is kept."""
    return Refusal(error.code, error.message, error.demand, error.fields, article)


class StoredAnswer(Struct, frozen=True):
    """What was answered under a key before: its words, and the number of its claim or its refusal."""

    fingerprint: str
    status: int
    body: str
    claim: int | None
    refusal: Refusal | None
