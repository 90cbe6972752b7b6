"""When a product may enter separate payment: each condition of the act as one small rule."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from acts.policy import Policy
from acts.rules import Rule, judge
from catalog.admissions.errors import ProductUnfit
from catalog.admissions.policy import Admitting
from kit.errors import FieldError


@dataclass(frozen=True)
class ProductFacts:
    """A product on the day on which it is to be admitted; prices are yuan per pack of that day."""

    day: date
    drug_listed: bool
    listed_price: Decimal | None
    standard: Decimal | None
    commitment_signed_on: date | None


class DrugIsListed(Rule[ProductFacts]):
    """A product enters under a listed generic name and dosage form."""

    code = "DRUG_NOT_LISTED"
    field = "product"
    sentence = "同通用名、同剂型的药品当日须在目录内。"

    def is_met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.drug_listed


class ListedOnPlatform(Rule[ProductFacts]):
    """A product must be on the provincial purchasing platform."""

    code = "NO_LISTED_PRICE"
    field = "product"
    sentence = "当日须有省采购平台挂网价。"

    def is_met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.listed_price is not None or not policy[Admitting].platform_listing_required.on(product.day)


class WithinStandard(Rule[ProductFacts]):
    """A product's price is at or below its payment standard."""

    code = "PRICE_ABOVE_STANDARD"
    field = "product"
    sentence = "当日须有支付标准，且挂网价不高于支付标准。"

    def is_met(self, product: ProductFacts, policy: Policy) -> bool:
        if product.standard is None:
            return False
        return product.listed_price is None or product.listed_price <= product.standard


class CommitmentSigned(Rule[ProductFacts]):
    """The company has signed its commitment by the day of admission."""

    code = "NO_COMMITMENT"
    field = "commitment_signed_on"
    sentence = "企业须在准入之日或之前签订承诺书。"

    def is_met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.commitment_signed_on is not None and product.commitment_signed_on <= product.day


ADMISSION_RULES: tuple[Rule[ProductFacts], ...] = (
    DrugIsListed(),
    ListedOnPlatform(),
    WithinStandard(),
    CommitmentSigned(),
)


def refuse_unfit(product: ProductFacts, policy: Policy) -> None:
    """Refuse a product that does not meet the conditions of this act. Raises ProductUnfit naming every one."""
    failures = [verdict for verdict in judge(ADMISSION_RULES, product, policy) if verdict.failed]
    if failures:
        errors = tuple(FieldError(verdict.field, verdict.code, verdict.rule) for verdict in failures)
        raise ProductUnfit(reasons="".join(verdict.rule for verdict in failures), fields=errors)
