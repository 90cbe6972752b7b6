"""The prescription that a sale stands on, and what every line of it leans on: a place on that prescription."""

from abc import ABC, abstractmethod
from itertools import islice
from typing import ClassVar

from acts.policy import Policy
from acts.rules import Needs
from kit.identity import mask_text
from settlement.counter.rules.case import Case, ClaimRule, LineCase
from settlement.counter.rules.people import PersonKnown

MOST_NAMED = 3  # products in one sentence; each has its own entry among the errors


class PrescriptionKnown(ClaimRule):
    """Bought on a prescription of this very person; another's answers like none."""

    code = "PRESCRIPTION_UNKNOWN"
    sentence = "凭本人处方购药"
    remedy = "请核对处方流水号和参保人。"
    field = "prescription"
    needs = (PersonKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        sheet = case.facts.prescription
        return sheet is not None and sheet.person == case.person.number

    def evidence(self, case: Case, policy: Policy) -> str:
        return "没有找到该参保人的这张处方。"


class EveryProductPrescribed(ClaimRule):
    """Every product sold stands on the prescription."""

    code = "PRODUCT_NOT_PRESCRIBED"
    sentence = "所购产品在处方上"
    remedy = "请核对所购产品和编码，编码中的字母须大写。"
    field = "product"
    needs = (PrescriptionKnown,)

    def is_met(self, case: Case, policy: Policy) -> bool:
        return not self.rows(case, policy)

    def rows(self, case: Case, policy: Policy) -> tuple[int | None, ...]:
        return tuple(row for row, line in enumerate(case.order.lines) if line.product not in case.prescribed_lines)

    def evidence(self, case: Case, policy: Policy) -> str:
        wrong = dict.fromkeys(case.order.lines[row].product for row in self.rows(case, policy) if row is not None)
        named = "、".join(mask_text(product) for product in islice(wrong, MOST_NAMED))
        return f"所购产品不在这张处方上：{named}{'等' if len(wrong) > MOST_NAMED else ''}。"


class LineRule(ClaimRule, ABC):
    """A demand on every line of a sale, each of which must stand on the prescription."""

    needs: ClassVar[Needs] = (EveryProductPrescribed,)

    @abstractmethod
    def line_met(self, line: LineCase, case: Case, policy: Policy) -> bool:
        """Whether this one line is as the rule demands."""

    def is_met(self, case: Case, policy: Policy) -> bool:
        return all(self.line_met(line, case, policy) for line in case.lines)

    def rows(self, case: Case, policy: Policy) -> tuple[int | None, ...]:
        return tuple(row for row, line in enumerate(case.lines) if not self.line_met(line, case, policy))
