"""Trace codes: no scan, no settlement; one code is sold once in the whole province."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from msgspec import Struct

from acts.policy import Policy
from settlement.counter.rules.case import Case, LineCase
from settlement.counter.rules.lines import LineRule
from settlement.counter.rules.orders import OrderLine, PackCode
from settlement.traces.policy import Tracing
from settlement.traces.words import CodeFault

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


def boxes(case: Case, what_is_wrong: Callable[[PackCode], str]) -> str:
    """Name every pack of a sale with which something is wrong, so that it can be found on the counter."""
    return "；".join(
        f"{line.prescribed.generic_name}第 {number} 个码（{code.code or '空'}）{words}"
        for line in case.lines
        for number, code in enumerate(line.sold.codes, 1)
        if (words := what_is_wrong(code))
    )


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
        names = [line.prescribed.generic_name for line in case.lines if not self.line_met(line, case, policy)]
        return f"{'、'.join(names)}没有追溯码。"


class PackScanned(LineRule):
    """What was scanned is the trace code of one pack. Every kind of mistake is called by its name, with what to scan
    instead."""

    field = "codes"
    faults: ClassVar[frozenset[CodeFault]]

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return all(code.fault is None or code.fault not in self.faults for code in line.sold.codes)

    def evidence(self, case: Case, policy: Policy) -> str:
        return boxes(case, lambda code: f"是{code.fault.label}" if code.fault in self.faults else "") + "。"


class NoGoodsCode(PackScanned):
    """The code at the till of a supermarket names the goods, not the pack."""

    code = "TRACE_CODE_IS_GOODS_CODE"
    sentence = "扫的是追溯码，不是商品条码"
    remedy = "请扫盒上标有“药品追溯码”的码：20 位、以 8 开头，或带序列号的二维码。"
    faults = frozenset({CodeFault.GOODS})


class NoCaseCode(PackScanned):
    """Only the smallest pack that is sold has a trace code of its own."""

    code = "TRACE_CODE_IS_CASE_CODE"
    sentence = "扫的是单盒的追溯码，不是大包装的码"
    remedy = "请拆开大包装，逐盒扫最小销售包装上的追溯码。"
    faults = frozenset({CodeFault.CASE})


class NoFiller(PackScanned):
    """Nothing is typed to have typed something."""

    code = "TRACE_CODE_IS_FILLER"
    sentence = "追溯码是扫到的，不是随手填的"
    remedy = "请用扫码枪扫盒上的药品追溯码；确实没有追溯码的，按赋码前库存办理。"
    faults = frozenset({CodeFault.FILLER})


class CodeReadable(PackScanned):
    """The code is whole, and of a kind that is known."""

    code = "TRACE_CODE_UNREADABLE"
    sentence = "追溯码完整、可识别"
    remedy = "请逐盒重扫，一行一个；扫码枪应设为传送分隔符（字符 29），扫不出的照盒上印的 20 位追溯码录入。"
    faults = frozenset({CodeFault.WRONG_LENGTH, CodeFault.RUN_TOGETHER, CodeFault.SEPARATOR_LOST, CodeFault.UNKNOWN})


class OneCodeForEachPack(LineRule):
    """As many codes as packs; a part of a pack counts as one."""

    code = "TRACE_CODE_COUNT"
    sentence = "追溯码数与包数一致"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        splits = sum(code.split for code in line.sold.codes)
        return not line.sold.codes or (len(line.sold.codes) == packs(line.sold) and splits <= 1)

    def evidence(self, case: Case, policy: Policy) -> str:
        counts = "，".join(
            f"{line.prescribed.generic_name}售 {packs(line.sold)} 盒，扫了 {len(line.sold.codes)} 个码"
            for line in case.lines
            if not self.line_met(line, case, policy)
        )
        return f"{counts}；每盒一个码，拆零的一盒也扫一个。"


class NoCodeTwice(LineRule):
    """No code stands twice in one sale."""

    code = "TRACE_CODE_REPEATED"
    sentence = "追溯码不重复"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        every = case.order.codes
        return all(every.count(code.code) == 1 for code in line.sold.codes)

    def evidence(self, case: Case, policy: Policy) -> str:
        every = case.order.codes
        return boxes(case, lambda code: "重复" if every.count(code.code) > 1 else "") + "；每盒只扫一次。"


class SoldOnce(LineRule):
    """A pack is sold once in the whole province until it is given back; a split pack up to its whole."""

    code = "TRACE_CODE_SOLD"
    sentence = "追溯码未售出"
    remedy = "请核对所扫的包装；确为误售的，请先由原机构退货撤销。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return all(_is_left(pack, case) for pack in _of_line(0, line.sold))

    def evidence(self, case: Case, policy: Policy) -> str:
        sold = {pack.code for line in case.lines for pack in _of_line(0, line.sold) if not _is_left(pack, case)}
        return boxes(case, lambda code: "已经售出" if code.code in sold else "") + "。"


def _is_left(pack: SoldCode, case: Case) -> bool:
    return case.facts.sold.get(pack.code, Decimal(0)) + pack.quantity <= WHOLE


TRACES: tuple[LineRule, ...] = (
    CodesGiven(),
    NoGoodsCode(),
    NoCaseCode(),
    NoFiller(),
    CodeReadable(),
    OneCodeForEachPack(),
    NoCodeTwice(),
    SoldOnce(),
)
