"""A part of a sale given back: what is kept, and whether it is paid as it was before."""

from collections.abc import Iterator, Set
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from acts.policy import Policy
from kit.errors import RuleRefused
from kit.money import FEN, fen, yuan
from settlement.claims.rules import Settled, SettledLine
from settlement.claims.words import ReversalReason
from settlement.counter.errors import KeptNotSold, KeptPaidOtherwise, NothingKept, NothingReturned
from settlement.counter.rules.case import Case, ClaimRule, first_refusal
from settlement.counter.rules.figures import FIGURES
from settlement.counter.rules.goods import StandardKnown
from settlement.counter.rules.lines import EveryProductPrescribed, PrescriptionKnown
from settlement.counter.rules.orders import Order, OrderLine, in_packs
from settlement.counter.rules.people import Insured, PersonKnown
from settlement.counter.rules.reversing import Original
from settlement.counter.rules.traces import SoldCode


class RestLine(Struct, frozen=True):
    """What is kept of a line of the original, by its number there: packs, and the codes of those packs."""

    detail_number: str
    quantity: Decimal
    codes: tuple[str, ...] = ()


# What a calculation leans on. All else was asked when it was sold, and what became of it since takes nothing away.
CALCULATION: tuple[ClaimRule, ...] = (
    PersonKnown(),
    Insured(),
    PrescriptionKnown(),
    EveryProductPrescribed(),
    StandardKnown(),
    *FIGURES,
)


def rest_order(original: Original, rest: tuple[RestLine, ...]) -> Order:
    """Return what is kept as a sale of the original's day, prescription and prices.

    Raises KeptNotSold, NothingKept, NothingReturned.
    """
    whole, lines = original.settled, tuple(_lines(original, rest))
    if not lines:
        raise NothingKept
    if sum(line.quantity for line in lines) == sum(line.quantity for line in whole.lines):
        raise NothingReturned
    return Order(
        prescription=whole.prescription,
        medical_type="",
        credential="",
        purchase_day=whole.purchase_day,
        total=sum((line.total for line in lines), Decimal("0.00")),
        lines=lines,
        person=whole.person,
    )


def _lines(original: Original, rest: tuple[RestLine, ...]) -> Iterator[OrderLine]:
    lines = {line.detail_number: line for line in original.settled.lines}
    if len({line.detail_number for line in rest}) < len(rest) or len(lines) < len(original.settled.lines):
        raise KeptNotSold(what="同一明细流水号出现了两次")
    for line in rest:
        if line.detail_number not in lines:
            raise KeptNotSold(what=f"原结算没有明细 {line.detail_number}")
        # Also where nothing is kept: a pack that is named stays sold, and free of what is counted as returned.
        order_line = _line(line, lines[line.detail_number], original.codes)
        if order_line.quantity:
            yield order_line


def _line(line: RestLine, whole: SettledLine, codes: tuple[SoldCode, ...]) -> OrderLine:
    units = {code.code: code.units for code in codes if code.position == whole.position}
    if strange := set(line.codes) - units.keys():
        raise KeptNotSold(what=f"明细 {line.detail_number} 没有售出 {min(strange)}")
    if len(set(line.codes)) < len(line.codes):
        raise KeptNotSold(what=f"明细 {line.detail_number} 的一个追溯码写了两次")
    quantity = in_packs(sum(units[code] for code in line.codes), whole.units_per_pack)
    if line.quantity > whole.quantity or (units and quantity != line.quantity):
        raise KeptNotSold(what=f"明细 {line.detail_number} 的数量与保留的追溯码不符，拆零的一盒只能全留或全退")
    return OrderLine(
        detail_number=whole.detail_number,
        product=whole.product,
        quantity=line.quantity,
        price=whole.unit_price,
        total=fen(line.quantity * whole.unit_price),
        supply_days=0,  # asked when it was sold, and kept nowhere
        no_code_reason=whole.no_code_reason,
    )


def rest_codes(original: Original, rest: tuple[RestLine, ...], fresh: Settled) -> tuple[SoldCode, ...]:
    """Return the packs that stay sold, at their places in the settlement of what is kept."""
    units = {code.code: code.units for code in original.codes}
    codes = {line.detail_number: line.codes for line in rest}
    return tuple(
        SoldCode(line.position, code, units[code], line.units_per_pack)
        for line in fresh.lines
        for code in codes[line.detail_number]
    )


def all_back(codes: tuple[SoldCode, ...], stay: Set[str], reason: ReversalReason) -> tuple[SoldCode, ...]:
    """Return all packs of the original given back: those that stay are sold anew, the others as the reason says."""
    return tuple(replace(code, units=-code.units, freed=code.code in stay or reason.frees_packs) for code in codes)


def calculation_refused(case: Case, policy: Policy) -> RuleRefused | None:
    """Return why what is kept cannot be calculated as of its day; None where it can."""
    return first_refusal(CALCULATION, case, policy)


def continuation(fresh: Settled, original: Settled) -> Settled:
    """Return the settlement of what is kept, with what was decided when it was sold. Raises KeptPaidOtherwise."""
    before, after = original.sums, fresh.sums
    share = after.in_scope / before.in_scope if before.in_scope else Decimal(0)
    # Each line and payer rounds to fen by itself.
    tolerance = FEN * (len(original.lines) + 1)
    for fund in ("pooled", "serious_illness", "assistance"):
        difference = getattr(after, fund) - fen(getattr(before, fund) * share)
        if abs(difference) > tolerance:
            raise KeptPaidOtherwise(
                now=yuan(after.fund_total), before=yuan(before.fund_total * share), difference=yuan(abs(difference))
            )
    return replace(
        fresh,
        insured_area=original.insured_area,
        entitlement=original.entitlement,
        outside_drg=original.outside_drg,
        warnings=original.warnings,
        continues=original.id,
    )
