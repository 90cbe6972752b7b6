"""What may be paid for, and at which price."""

from acts.policy import Policy
from catalog.drugs.words import BenefitClass, DrugOrigin
from catalog.listings.rules.lapse import waits_since
from catalog.prices.words import AboveStandard
from kit.money import fen
from settlement.counter.policy import Charging
from settlement.counter.rules.case import Case, ClaimRule, LineCase
from settlement.counter.rules.lines import LineRule


def decision_awaited(case: Case, policy: Policy) -> str:
    """Say which drug's listing ran out and waits for the decision on the purchase day; nothing where none does."""
    since = waits_since(case.day, policy)
    for line in (each_line.prescribed for each_line in case.lines):
        if line.ran_out is not None and since <= line.ran_out:
            return f"{line.generic_name}的目录有效期已于 {line.ran_out} 届满，是否续约尚待决定，待遇暂停。"
    return ""


class DrugListed(LineRule):
    """The drug is in the province's separate-payment list on the purchase day."""

    code = "DRUG_NOT_LISTED"
    sentence = "药品在目录有效期内"
    field = "product"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.benefit_class is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return decision_awaited(case, policy) or f"药品在购药日 {case.day} 不在“双通道”管理药品目录内。"


class NotDualChannelOnly(LineRule):
    """A drug in the dual channel alone is paid by the ordinary benefits, through the core system."""

    code = "ORDINARY_BENEFIT"
    sentence = "不是按普通待遇支付的药品"
    remedy = "请由核心系统按住院、普通门诊或慢特病门诊待遇结算。"
    field = "product"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.benefit_class is BenefitClass.SEPARATE_PAYMENT

    def evidence(self, case: Case, policy: Policy) -> str:
        waiting = decision_awaited(case, policy)
        return f"{waiting}其间按普通待遇支付。" if waiting else "该药品仅属“双通道”管理，按普通待遇支付。"


class ProductAdmitted(LineRule):
    """The product itself was admitted on its company's application, with a signed commitment."""

    code = "PRODUCT_NOT_ADMITTED"
    sentence = "产品已准入"
    field = "product"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.admitted

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"该企业的产品在购药日 {case.day} 没有纳入{{separate_payment}}管理。"


class StandardKnown(LineRule):
    """There is a payment standard for the product on the purchase day; none is ever guessed."""

    code = "STANDARD_MISSING"
    sentence = "有支付标准"
    remedy = "已提醒省级医保部门，请稍后再试。"
    field = "product"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.prescribed.standard is not None

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"该产品在购药日 {case.day} 没有生效的支付标准。"


def above_standard(line: LineCase, case: Case, policy: Policy) -> AboveStandard | None:
    """Say what becomes of this line's charge, if it is above the standard."""
    if line.sold.price <= line.standard.amount:
        return None
    origin = DrugOrigin.NEGOTIATED if line.standard.negotiated else line.prescribed.listed_as
    return policy[Charging].above_standard(origin, case.channel, case.day)


class ChargeWithinStandard(LineRule):
    """The standard is the whole cost of fund and patient: nobody charges more where the policy refuses it."""

    code = "CHARGE_ABOVE_STANDARD"
    sentence = "收费不高于支付标准"
    field = "price"
    needs = (*LineRule.needs, StandardKnown)

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return above_standard(line, case, policy) is not AboveStandard.REFUSE

    def evidence(self, case: Case, policy: Policy) -> str:
        return "收费高于支付标准，不得向参保人收取，未予结算。"


class LineAmountTrue(LineRule):
    """The amount of a line is quantity times price, rounded to fen."""

    code = "LINE_AMOUNT_WRONG"
    sentence = "明细金额等于数量乘单价"
    field = "total"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.sold.total == fen(line.sold.quantity * line.sold.price)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "明细金额与数量乘单价（四舍五入到分）不一致。"


class TotalTrue(ClaimRule):
    """The total is the sum of the lines."""

    code = "TOTAL_WRONG"
    sentence = "总额等于明细之和"
    field = "total"

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.order.total == sum(line.total for line in case.order.lines)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "医药费总额与明细金额之和不一致。"


GOODS: tuple[ClaimRule, ...] = (
    LineAmountTrue(),
    TotalTrue(),
    DrugListed(),
    NotDualChannelOnly(),
    ProductAdmitted(),
    StandardKnown(),
    ChargeWithinStandard(),
)
