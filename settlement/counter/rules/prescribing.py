"""What the prescription must say of a sale."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from acts.policy import Policy
from eligibility.prescriptions.policy import Prescribing
from eligibility.prescriptions.rules.signing import Content, written_quantity
from eligibility.prescriptions.rules.supply import Supply, days_in_hand, most_days, most_in_hand, supply_limit
from eligibility.prescriptions.words import OutpatientRule, PrescriptionKind
from kit.money import plain_quantity
from settlement.counter.rules.case import Case, ClaimRule, LineCase
from settlement.counter.rules.facts import Prescribed, PrescribedLine
from settlement.counter.rules.lines import EveryProductPrescribed, LineRule, PrescriptionKnown
from settlement.counter.rules.orders import in_packs

ONE_PACK = Decimal(1)


class MedicalTypeKnown(ClaimRule):
    """The medical type is one of the province's, and of this kind of institution."""

    code = "MEDICAL_TYPE_REFUSED"
    sentence = "医疗类别适用于本机构"
    field = "medical_type"

    def is_met(self, case: Case, policy: Policy) -> bool:
        kind = case.medical_type(policy)
        return kind is not None and case.channel in kind.channels

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"医疗类别 {case.order.medical_type} 不适用于本机构。"


class SameSetting(ClaimRule):
    """An inpatient's prescription is settled as inpatient's, an outpatient's as outpatient's."""

    code = "SETTING_DIFFERS"
    sentence = "医疗类别与处方场景一致"
    field = "medical_type"
    needs = (MedicalTypeKnown, PrescriptionKnown)

    def is_met(self, case: Case, policy: Policy) -> bool:
        kind = case.medical_type(policy)
        return kind is not None and kind.setting == case.prescription.setting

    def evidence(self, case: Case, policy: Policy) -> str:
        return "医疗类别与处方开具的场景（门诊或住院）不一致。"


class InpatientInItsHospital(ClaimRule):
    """What is given during a stay is settled by the hospital of the stay."""

    code = "INPATIENT_ELSEWHERE"
    sentence = "住院用药由所住医院结算"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return not case.inpatient or case.prescription.hospital == case.facts.place.code

    def evidence(self, case: Case, policy: Policy) -> str:
        return "住院处方只能由开具处方的医院结算。"


class NotWithdrawn(ClaimRule):
    """The physician has not taken back what is left of the prescription before it was sold."""

    code = "PRESCRIPTION_WITHDRAWN"
    sentence = "处方未作废"
    remedy = "如在作废之前已经售出，请写明售出的时刻补报。"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        withdrawn_at, sold_at = case.prescription.withdrawn_at, case.order.purchased_at
        if withdrawn_at is None:
            return True
        # By the moment that its seller names, or else by its day alone.
        return sold_at.replace(tzinfo=None) < withdrawn_at if sold_at else case.day < withdrawn_at.date()

    def evidence(self, case: Case, policy: Policy) -> str:
        at = case.prescription.withdrawn_at
        if at is None:
            return "处方未作废。"
        rest = "余量已停用，" if any(line.dispensed for line in case.facts.lines) else ""
        return f"处方已于 {at:%Y-%m-%d %H:%M} 作废，{rest}不能再凭它购药。"


class NotOnPaper(ClaimRule):
    """It is no record of what was written on paper, and bought, before the decision."""

    code = "PRESCRIPTION_ON_PAPER"
    sentence = "处方不是审核前纸质处方的补录"
    remedy = "当时的购药费用凭发票向参保地经办机构手工报销；今天要购药的，请由责任医师另开处方。"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return not case.prescription.on_paper

    def evidence(self, case: Case, policy: Policy) -> str:
        return f"处方为 {case.prescription.first_day} 纸质处方的补录，不在此结算。"


class ValidOnTheDay(ClaimRule):
    """The purchase day is one of the days on which the prescription is valid, both edges included."""

    code = "PRESCRIPTION_NOT_VALID"
    sentence = "购药日在处方有效期内"
    remedy = "请由责任医师重新开具。"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.prescription.first_day <= case.day <= case.prescription.last_day

    def evidence(self, case: Case, policy: Policy) -> str:
        sheet = case.prescription
        return f"处方自 {sheet.first_day} 至 {sheet.last_day} 有效，购药日为 {case.day}。"


class SignatureTrue(ClaimRule):
    """The signature is the physician's, over exactly this prescription."""

    code = "PRESCRIPTION_SIGNATURE_BROKEN"
    sentence = "处方电子签名有效"
    remedy = "请由责任医师重新开具。"
    field = "prescription"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return case.signed and says(case.prescription, case.facts.lines)

    def evidence(self, case: Case, policy: Policy) -> str:
        return "处方的电子签名与内容不符。"


def says(prescription: Prescribed, lines: Iterable[PrescribedLine]) -> bool:
    """Whether the signed text orders what the rows say: nothing was changed behind the signature."""
    try:
        content = msgspec.json.decode(prescription.content, type=Content)
    except msgspec.MsgspecError:
        return False
    content_lines = {(line.product, line.quantity, line.regimen, line.supply_days) for line in content.lines}
    sheet_lines = {(line.product, written_quantity(line.quantity), line.regimen, line.supply_days) for line in lines}
    content_head = (content.rxno, content.person, content.setting, content.kind, content.diagnosis_code)
    content_rest = (content.valid_from, content.valid_until, content.early_reason, content.assessment)
    return content_lines == sheet_lines and (*content_head, *content_rest) == (
        prescription.serial,
        prescription.person,
        prescription.setting,
        prescription.kind,
        prescription.diagnosis_code,
        str(prescription.first_day),
        str(prescription.last_day),
        prescription.early_reason,
        prescription.assessment,
    )


class QuantityPositive(LineRule):
    """Something is sold, for some price."""

    code = "QUANTITY_NOT_POSITIVE"
    sentence = "数量与单价大于零"
    field = "quantity"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return line.sold.quantity > 0 and line.sold.price > 0

    def evidence(self, case: Case, policy: Policy) -> str:
        return "数量与单价必须大于零。"


class QuantityOfWholeUnits(LineRule):
    """A pack is split into its smallest units and no further: tablets, ampoules."""

    code = "QUANTITY_NOT_OF_WHOLE_UNITS"
    sentence = "拆零数量是最小单位的整数倍"
    remedy = "例如每盒 7 片，售 1 片填 0.1429，售 7 片填 1。"
    field = "quantity"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return in_packs(line.units, line.prescribed.units_per_pack) == line.sold.quantity

    def evidence(self, case: Case, policy: Policy) -> str:
        lines = [line for line in case.lines if not self.line_met(line, case, policy)]
        return (
            "；".join(
                f"{line.prescribed.generic_name}每盒 {line.prescribed.units_per_pack} 个最小单位，"
                f"{plain_quantity(line.sold.quantity)} 盒不是整数个"
                for line in lines
            )
            + "。"
        )


class QuantityLeft(LineRule):
    """No line of a prescription is ever paid beyond its quantity."""

    code = "PRESCRIPTION_USED_UP"
    sentence = "不超过处方余量"
    field = "quantity"

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return case.units_of(line.sold.product) <= line.prescribed.units_left

    def evidence(self, case: Case, policy: Policy) -> str:
        over = [line.prescribed for line in case.lines if not self.line_met(line, case, policy)]
        remainders = "、".join(f"{line.generic_name}还可结算 {plain_quantity(line.left)} 盒" for line in over)
        return f"购买数量超过处方余量：{remainders}。"


class SupplyWithinLimit(LineRule):
    """No line supplies more days than the kind of prescription may; a pack that cannot be divided may last longer."""

    code = "SUPPLY_TOO_LONG"
    sentence = "单次用量在规定天数之内"
    field = "supply_days"
    freed = OutpatientRule.PRESCRIPTION_DAYS

    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        return max(line.sold.supply_days, line.prescribed.supply_days) <= most_of(line, case, policy)

    def evidence(self, case: Case, policy: Policy) -> str:
        most = max(most_of(line, case, policy) for line in case.lines)
        return f"单次处方用量不能超过 {most} 天。"


def most_of(line: LineCase, case: Case, policy: Policy) -> int:
    """Return the most days that this line may supply on the day of the sale."""
    limit = supply_limit(case.prescription.kind is PrescriptionKind.LONG_TERM, policy, case.day)
    return most_days(limit, line.prescribed.indivisible, line.prescribed.days_of(ONE_PACK))


class NotTooMuchInHand(ClaimRule):
    """What other prescriptions of the drug gave her and what this one gives are together no more than one prescription
    may, a few days aside, unless its physician said why she needs it earlier."""

    code = "SUPPLY_IN_HAND"
    sentence = "手中余药将尽"
    remedy = "请待余药将尽时再购；遗失、外出或剂量调整的，请责任医师写明原因另开处方。"
    field = "prescription"
    freed = OutpatientRule.PRESCRIPTION_DAYS
    needs = (SupplyWithinLimit,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return bool(case.prescription.early_reason) or self._days(case) <= self._most(case, policy)

    def _days(self, case: Case) -> int:
        """What is in hand, what was sold of this prescription before, and what is sold now."""
        sales = ((line.prescribed, case.units_of(line.sold.product)) for line in case.lines)
        days = (line.days_of(line.dispensed + in_packs(units, line.units_per_pack)) for line, units in sales)
        given = int(max(days, default=0))
        # What was sold later and reported first counts too: on its day there is this one besides.
        return most_in_hand(case.facts.supplies, Supply(case.day, Decimal(given))) + given

    def _most(self, case: Case, policy: Policy) -> int:
        overlap = policy[Prescribing].overlap_days.on(case.day)
        return max((most_of(line, case, policy) for line in case.lines), default=0) + overlap

    def evidence(self, case: Case, policy: Policy) -> str:
        return (
            f"该药手中还可用 {days_in_hand(case.facts.supplies, case.day)} 天，连同本次共 {self._days(case)} 天，"
            f"合计最多 {self._most(case, policy)} 天。"
        )


PRESCRIBING: tuple[ClaimRule, ...] = (
    MedicalTypeKnown(),
    PrescriptionKnown(),
    SameSetting(),
    InpatientInItsHospital(),
    NotWithdrawn(),
    NotOnPaper(),
    ValidOnTheDay(),
    SignatureTrue(),
    EveryProductPrescribed(),
    QuantityPositive(),
    QuantityOfWholeUnits(),
    QuantityLeft(),
    SupplyWithinLimit(),
    NotTooMuchInHand(),
)
