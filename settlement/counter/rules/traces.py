"""Trace codes: no scan, no settlement; one code is sold once in the whole province."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct

from acts.policy import Policy
from settlement.counter.rules.case import Case, LineCase
from settlement.counter.rules.lines import LineRule
from settlement.counter.rules.orders import OrderLine
from settlement.traces.policy import Tracing

WHOLE = Decimal("1.0000")


class SoldCode(Struct, frozen=True):
    """How much of one coded pack a line sells; negative when it is given back."""

    position: int
    code: str
    quantity: Decimal


def packs(line: OrderLine) -> int:
    """How many packs a quantity touches: a part of one counts as one."""
    return int(line.quantity.to_integral_value(ROUND_CEILING))


def sold_codes(lines: tuple[OrderLine, ...]) -> tuple[SoldCode, ...]:
    """How much of each pack is sold: a whole one for every code but the split one, which takes the part."""
    return tuple(pack for position, line in enumerate(lines, 1) for pack in _of_line(position, line))


def _of_line(position: int, line: OrderLine) -> Iterator[SoldCode]:
    part = line.quantity % 1
    split = next((code.code for code in line.codes if code.split), line.codes[-1].code if line.codes else "")
    for code in line.codes:
        yield SoldCode(position, code.code, part if part and code.code == split else WHOLE)


class CodesGiven(LineRule):
    """Where a channel must scan, every line names its packs' codes, or a coded reason why it has none."""

    code = "TRACE_CODES_MISSING"
    sentence = "无码不结算"
    remedy = "请扫码后再结算。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        is_required = case.channel in policy[Tracing].required.on(case.day)
        return bool(line.sold.codes or line.sold.no_code_reason) or not is_required

    def evidence(self, case: Case, policy: Policy) -> str:
        return "所售药品没有追溯码。"


class OneCodeForEachPack(LineRule):
    """As many codes as packs; a part of a pack counts as one."""

    code = "TRACE_CODE_COUNT"
    sentence = "追溯码数与包数一致"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        splits = sum(code.split for code in line.sold.codes)
        return not line.sold.codes or (len(line.sold.codes) == packs(line.sold) and splits <= 1)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "追溯码的个数应等于销售包数，拆零的一包也计一个。"


class NoCodeTwice(LineRule):
    """No code stands twice in one sale."""

    code = "TRACE_CODE_REPEATED"
    sentence = "追溯码不重复"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        every = case.order.codes
        return all(every.count(code.code) == 1 for code in line.sold.codes)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "同一追溯码在本次结算中出现了不止一次。"


class SoldOnce(LineRule):
    """A pack is sold once in the whole province until it is given back; a split pack up to its whole."""

    code = "TRACE_CODE_SOLD"
    sentence = "追溯码未售出"
    remedy = "请核对所扫的包装；确为误售的，请先由原机构退货撤销。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        quantities = {pack.code: pack.quantity for pack in _of_line(0, line.sold)}
        return all(case.facts.sold.get(code, Decimal(0)) + quantity <= WHOLE for code, quantity in quantities.items())

    def evidence(self, case: Case, policy: Policy) -> str:
        return "追溯码对应的药品已经售出。"


TRACES: tuple[LineRule, ...] = (CodesGiven(), OneCodeForEachPack(), NoCodeTwice(), SoldOnce())
