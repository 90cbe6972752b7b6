"""What institutions send to take a settlement back, whole or in part."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kit.api.faults import PRIVATE
from kit.api.json import read_struct
from kit.errors import FieldError, Malformed, ReasonMissing
from kit.money import parse_amount
from settlement.claims.words import ReversalReason
from settlement.counter.api.wire.fields import National, Quantity, TraceIn
from settlement.counter.rules.orders import MOST_CODES, QUANTITY_PLACES, pack_code
from settlement.counter.rules.returning import RestLine


class ReversalIn(National, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a settlement is taken back."""

    reason: Annotated[
        Literal["entered_wrongly", "quality", "recall", "dispensed_wrongly", "other"],
        Meta(
            title="撤销原因",
            description="entered_wrongly 交付前录入错误（追溯码可再售），quality 质量问题，recall 召回，"
            "dispensed_wrongly 发错药品，other 其他（须写明，并提醒经办核查）",
            examples=["quality"],
        ),
    ]
    note: Annotated[str, Meta(title="撤销说明", max_length=200, examples=["包装破损"], extra={PRIVATE: True})] = ""

    @classmethod
    def faults(cls, document: Mapping[str, object]) -> Iterator[FieldError]:
        """Yield that a reason of no kind was not written out."""
        if document.get("reason") == ReversalReason.OTHER.value and not str(document.get("note", "")).strip():
            yield FieldError("note", ReasonMissing.code, "选“其他”的，请写明撤销的原因。", allowed="说明文字")


class KeptIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of one line of the original."""

    feedetl_sn: Annotated[
        str, Meta(title="费用明细流水号", description="原结算的", pattern=r"^[!-~]{1,40}\Z", examples=["1"])
    ]
    cnt: Quantity
    drug_trac_info: Annotated[tuple[TraceIn, ...], Meta(title="保留的追溯码", max_length=MOST_CODES)] = ()


class PartialReturnIn(ReversalIn, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept of a settlement, and why the rest is given back. A line that is left out is given back whole."""

    drugdetail: Annotated[tuple[KeptIn, ...], Meta(title="保留的明细", min_length=1, max_length=50)]


def partial_return(document: object) -> tuple[tuple[RestLine, ...], ReversalReason, str]:
    """Return what is kept, why the rest is given back, and what is said of it. Raises InvalidBody."""

    def build(body: PartialReturnIn) -> tuple[tuple[RestLine, ...], ReversalReason, str]:
        lines = tuple(
            RestLine(
                line.feedetl_sn,
                parse_amount(line.cnt, QUANTITY_PLACES),
                tuple(pack_code(pack.drug_trac_codg).code for pack in line.drug_trac_info),
            )
            for line in body.drugdetail
        )
        return lines, *_why(body)

    return read_struct(document, PartialReturnIn, build)


def _why(body: ReversalIn) -> tuple[ReversalReason, str]:
    """Why a settlement is taken back, and what is said of it. Raises Malformed."""
    reason = ReversalReason(body.reason)
    if reason is ReversalReason.OTHER and not body.note.strip():
        raise Malformed
    return reason, body.note


def reason(document: object) -> tuple[ReversalReason, str]:
    """Return why a settlement is reversed, and what is said of it. Raises InvalidBody."""
    return read_struct(document, ReversalIn, _why)
