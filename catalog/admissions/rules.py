"""When a product may enter separate payment: each condition of the act as one small rule."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from acts.register import carries
from acts.schema import Policy
from catalog.admissions.errors import ProductUnfit
from kit.errors import FieldError


@dataclass(frozen=True)
class ProductFacts:
    """A product on the day on which it is to be admitted; prices are yuan per pack of that day."""

    day: date
    drug_listed: bool
    listed_price: Decimal | None
    standard: Decimal | None
    commitment_signed_on: date | None


class AdmissionRule:
    """One condition. `field` is what the person who admits would have to put right."""

    code: ClassVar[str]
    field: ClassVar[str]
    message: ClassVar[str]
    source: ClassVar[str]

    def met(self, product: ProductFacts, policy: Policy) -> bool:
        raise NotImplementedError


@carries("HN-4.2")
class DrugIsListed(AdmissionRule):
    """A product enters under a listed generic name and dosage form."""

    code = "DRUG_NOT_LISTED"
    field = "product"
    message = "同通用名、同剂型的药品当日须在单行支付目录内。"
    source = "HN-4"

    def met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.drug_listed


@carries("HN-16.3")
class ListedOnPlatform(AdmissionRule):
    """A product must be on the provincial purchasing platform."""

    code = "NO_LISTED_PRICE"
    field = "product"
    message = "当日须有省采购平台挂网价。"
    source = "HN-16"

    def met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.listed_price is not None or not policy.platform_listing_required.on(product.day)


@carries("HN-4.3")
class WithinStandard(AdmissionRule):
    """A product's price is at or below its payment standard."""

    code = "PRICE_ABOVE_STANDARD"
    field = "product"
    message = "当日须有支付标准，且挂网价不高于支付标准。"
    source = "HN-4"

    def met(self, product: ProductFacts, policy: Policy) -> bool:
        if product.standard is None:
            return False
        return product.listed_price is None or product.listed_price <= product.standard


@carries("HN-4.4")
class CommitmentSigned(AdmissionRule):
    """The company has signed its commitment by the day of admission."""

    code = "NO_COMMITMENT"
    field = "commitment_signed_on"
    message = "企业须在准入之日或之前签订承诺书。"
    source = "HN-4"

    def met(self, product: ProductFacts, policy: Policy) -> bool:
        return product.commitment_signed_on is not None and product.commitment_signed_on <= product.day


ADMISSION_RULES: tuple[AdmissionRule, ...] = (
    DrugIsListed(),
    ListedOnPlatform(),
    WithinStandard(),
    CommitmentSigned(),
)


def unmet(product: ProductFacts, policy: Policy) -> tuple[AdmissionRule, ...]:
    """The conditions that the product does not meet, in the order of the act."""
    return tuple(rule for rule in ADMISSION_RULES if not rule.met(product, policy))


def refuse_unfit(product: ProductFacts, policy: Policy) -> None:
    """Raises ProductUnfit naming every condition that is not met."""
    failed = unmet(product, policy)
    if failed:
        errors = tuple(FieldError(rule.field, rule.code, rule.message) for rule in failed)
        raise ProductUnfit(reasons="".join(rule.message for rule in failed), source=failed[0].source, fields=errors)
