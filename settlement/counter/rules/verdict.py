"""The whole examination of a sale: every rule in its order, then what a settled sale is warned of."""

from collections.abc import Iterator

from acts.policy import Policy
from catalog.prices.words import AboveStandard
from kit.errors import RuleRefused
from settlement.counter.rules.case import Case, ClaimRule, first_refusal
from settlement.counter.rules.entitled import ENTITLED, is_chosen
from settlement.counter.rules.figures import FIGURES
from settlement.counter.rules.goods import GOODS, above_standard
from settlement.counter.rules.people import PEOPLE
from settlement.counter.rules.prescribing import PRESCRIBING
from settlement.counter.rules.traces import TRACES

RULES: tuple[ClaimRule, ...] = (*PEOPLE, *PRESCRIBING, *GOODS, *ENTITLED, *TRACES, *FIGURES)


WARNINGS = {
    "CHARGE_ABOVE_STANDARD": "收费高于支付标准，超出部分列为范围外",
    "NO_TRACE_CODE_OLD_STOCK": "赋码前库存，无追溯码",
    "ELSEWHERE_EMERGENCY": "因急救在非选定机构购药",
    "ELSEWHERE_SHORTAGE": "因缺药在非选定机构购药",
    "SOLD_BEFORE_WITHDRAWAL": "结算时处方已作废，由机构补报作废之前的销售",
    "REPORTED_AFTER_VALIDITY": "结算时处方已过有效期，购药日由机构补报",
}


def words_of(codes: tuple[str, ...]) -> str:
    """What a settled sale is warned of, as a sentence."""
    return "；".join(WARNINGS.get(code, code) for code in codes) + "。"


def refuse(case: Case, policy: Policy) -> RuleRefused | None:
    """The answer of the first rule that the sale breaks; None when it may be settled."""
    return first_refusal(RULES, case, policy)


def warnings(case: Case, policy: Policy) -> tuple[str, ...]:
    """What is settled all the same, and looked at afterwards."""
    return tuple(dict.fromkeys(_warnings(case, policy)))


def _warnings(case: Case, policy: Policy) -> Iterator[str]:
    for line in case.lines:
        if above_standard(line, case, policy) is AboveStandard.ALERT:
            yield "CHARGE_ABOVE_STANDARD"
        if line.sold.no_code_reason and not line.sold.codes:
            yield f"NO_TRACE_CODE_{line.sold.no_code_reason.upper()}"
    if case.order.elsewhere_reason and case.facts.right is not None and not is_chosen(case):
        yield f"ELSEWHERE_{case.order.elsewhere_reason.upper()}"
    if case.prescription.withdrawn_at is not None:
        yield "SOLD_BEFORE_WITHDRAWAL"
    # The institution alone says on which day it sold: a suspension, an end or a year's end may be the reason.
    if case.today > case.prescription.last_day:
        yield "REPORTED_AFTER_VALIDITY"
