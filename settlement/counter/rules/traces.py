"""Trace codes: no scan, no settlement; one code is sold once in the whole province."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING
from typing import ClassVar

from msgspec import Struct

from acts.policy import Policy
from kit.money import plain_quantity
from settlement.claims.rules import SettledLine
from settlement.counter.rules.case import Case, LineCase
from settlement.counter.rules.lines import LineRule
from settlement.counter.rules.orders import OrderLine, PackCode, in_packs
from settlement.traces.policy import Tracing
from settlement.traces.rules import product_part
from settlement.traces.words import CodeFault


class SoldCode(Struct, frozen=True):
    """How many smallest units of one coded pack a line sells, of how many in a `whole` one.

    Negative when they are given back: then `freed` says that they may be sold again.
    """

    position: int
    code: str
    units: int
    whole: int = 0
    freed: bool = True


def packs(line: OrderLine) -> int:
    """How many packs a quantity touches: a part of one counts as one."""
    return int(line.quantity.to_integral_value(ROUND_CEILING))


def sold_codes(lines: tuple[OrderLine, ...], claim_lines: tuple[SettledLine, ...]) -> tuple[SoldCode, ...]:
    """How much of each pack is sold: a whole one for every code but the split one, which takes the part."""
    return tuple(
        pack
        for order_line, line in zip(lines, claim_lines, strict=True)
        for pack in _of_line(line.position, order_line.codes, line.units, line.units_per_pack)
    )


def _of_line(position: int, codes: tuple[PackCode, ...], units: int, whole: int) -> Iterator[SoldCode]:
    part = units % whole
    split = next((code.code for code in codes if code.split), codes[-1].code if codes else "")
    for code in codes:
        yield SoldCode(position, code.code, part if part and code.code == split else whole, whole)


class UncodedUnits(Struct, frozen=True):
    """How many smallest units of a product are sold without a code; negative when they are given back."""

    product: str
    units: int


def uncoded_units(lines: tuple[SettledLine, ...], sign: int = 1) -> tuple[UncodedUnits, ...]:
    """What a settlement takes of the institution's stock without codes, by product."""
    units = Counter[str]()
    for line in lines:
        if line.no_code_reason:
            units[line.product] += sign * line.units
    return tuple(UncodedUnits(product, number) for product, number in units.items())


def no_code_reason(line: LineCase, case: Case, policy: Policy) -> str:
    """Why a line's packs were not scanned although they must be; nothing where they were, or need not be."""
    is_required = case.channel in policy[Tracing].required.on(case.day)
    return line.sold.no_code_reason if is_required and not line.sold.codes else ""


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


class NoCodeAllowed(LineRule):
    """Packs without a code pass only for the products on the list of that day (无码库)."""

    code = "NO_TRACE_CODE_NOT_LISTED"
    sentence = "无码销售的药品在无码库内"
    remedy = "请扫盒上的追溯码；确为赋码前库存的，请向省级经办机构申请列入。"
    field = "no_code_reason"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.uncoded or not no_code_reason(line, case, policy)

    def evidence(self, case: Case, policy: Policy) -> str:
        names = [line.prescribed.generic_name for line in case.lines if not self.line_met(line, case, policy)]
        return f"{'、'.join(names)}在购药日 {case.day} 不在无码库内，没有追溯码不能结算。"


class StockDeclared(LineRule):
    """No more of them than the institution declared to have."""

    code = "NO_TRACE_CODE_NOT_DECLARED"
    sentence = "无码销售不超过申报的库存"
    remedy = "请先申报本机构赋码前的库存，或扫盒上的追溯码。"
    field = "no_code_reason"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        is_uncoded = bool(no_code_reason(line, case, policy))
        return not is_uncoded or case.units_of(line.sold.product) <= line.prescribed.uncoded_left

    def evidence(self, case: Case, policy: Policy) -> str:
        lines = [line.prescribed for line in case.lines if not self.line_met(line, case, policy)]
        stocks = "，".join(
            f"{line.generic_name}申报的无码库存还剩 {plain_quantity(packs)} 盒"
            for line in lines
            for packs in [in_packs(line.uncoded_left, line.units_per_pack)]
        )
        return f"{stocks}，不够本次销售。"


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


class CodeOfProduct(LineRule):
    """The code begins as those of the product do, where that is known: another begins on another drug, or on a case."""

    code = "TRACE_CODE_OF_ANOTHER_PRODUCT"
    sentence = "追溯码属于所售药品"
    remedy = "请核对所扫的包装，扫所售药品单盒上的追溯码。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return not any(_is_strange(code, line) for code in line.sold.codes)

    def evidence(self, case: Case, policy: Policy) -> str:
        return (
            "；".join(
                f"{line.prescribed.generic_name}第 {number} 个码（{code.code}）是别的药品或大包装的码，"
                f"该药品的追溯码以 {line.prescribed.trace_prefix} 开头"
                for line in case.lines
                for number, code in enumerate(line.sold.codes, 1)
                if _is_strange(code, line)
            )
            + "。"
        )


def _is_strange(code: PackCode, line: LineCase) -> bool:
    """Whether a code of twenty digits begins otherwise than the product's do; an item number of GS1 cannot be told."""
    prefix = line.prescribed.trace_prefix
    return bool(prefix) and code.fault is None and code.code.isdigit() and product_part(code.code) != prefix


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


class NotReturned(LineRule):
    """What came back from a patient is sold to nobody else; only what never left the counter is."""

    code = "TRACE_CODE_RETURNED"
    sentence = "所扫的药品不是退回的"
    remedy = "退回的药品不得再次销售，请换一盒。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return not any(case.facts.sold[pack.code].returned for pack in _short(line, case))

    def evidence(self, case: Case, policy: Policy) -> str:
        codes = {pack.code for line in case.lines for pack in _short(line, case)}
        return boxes(case, lambda code: "曾经退回" if code.code in codes else "") + "。"


class SoldOnce(LineRule):
    """A pack is sold once in the whole province until it is given back; a split pack up to its whole."""

    code = "TRACE_CODE_SOLD"
    sentence = "追溯码未售出"
    remedy = "请核对所扫的包装；确为误售的，请先由原机构退货撤销。"
    field = "codes"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return not any(_short(line, case))

    def evidence(self, case: Case, policy: Policy) -> str:
        codes = {pack.code for line in case.lines for pack in _short(line, case)}
        return boxes(case, lambda code: "已经售出" if code.code in codes else "") + "。"


def _short(line: LineCase, case: Case) -> Iterator[SoldCode]:
    """The packs of a line of which less is left than it sells."""
    for pack in _of_line(0, line.sold.codes, line.units, line.prescribed.units_per_pack):
        stand = case.facts.sold.get(pack.code)
        if stand is not None and stand.sold + pack.units > stand.units:
            yield pack


TRACES: tuple[LineRule, ...] = (
    CodesGiven(),
    NoCodeAllowed(),
    StockDeclared(),
    NoGoodsCode(),
    NoCaseCode(),
    NoFiller(),
    CodeReadable(),
    CodeOfProduct(),
    OneCodeForEachPack(),
    NoCodeTwice(),
    NotReturned(),
    SoldOnce(),
)
