"""What is proposed of a product: the standard that its national agreement gives it, or that the province sets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from catalog.prices.actions.setting import set_standard, take_over_national
from catalog.prices.models import PaymentStandard
from catalog.prices.queries import standard_on
from catalog.products.models import Product
from kit.money import unit_price
from province.proposals.actions import Figure
from province.proposals.models import Proposal
from province.staff.models import Account


class StandardFigure(Figure, frozen=True):
    """What both standards have in common: a product, yuan per pack."""

    code: str
    amount: Decimal

    @property
    def product(self) -> Product:
        """Return the product. Raises DoesNotExist."""
        return Product.objects.select_related("drug", "manufacturer").get(pk=self.code)

    def subject(self) -> str:
        return f"{self.product}（{self.code}）{self.label}"

    def content(self) -> str:
        return f"{unit_price(self.amount)} 元/包"

    def content_on(self, day: date) -> str:
        standard = standard_on(self.product, day)
        return f"{unit_price(standard.amount)} 元/包" if standard else ""

    def effects(self, first: date, on: date) -> Mapping[str, str]:
        product = self.product
        return {"药品": str(product.drug), "包装": product.pack}


class NationalStandard(StandardFigure, frozen=True):
    """The standard of the national agreement in force on the first day, for the agreement's days."""

    word = "national_standard"
    label = "国家支付标准"

    confidential: bool = False

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> PaymentStandard:
        return take_over_national(
            product=self.product, amount=self.amount, confidential=self.confidential,
            first=first, document=document, proposal=proposal, by=by, on=on,
        )  # fmt: skip


class ProvincialStandard(StandardFigure, frozen=True):
    """The standard that the province sets."""

    word = "provincial_standard"
    label = "支付标准"

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> PaymentStandard:
        return set_standard(
            product=self.product, amount=self.amount, first=first, document=document, proposal=proposal, by=by, on=on
        )
