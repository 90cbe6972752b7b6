"""What is proposed of a pooling area: a yearly limit, how it assists, what it pays."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.money import percent, yuan
from province.areas.models import Area
from province.proposals.actions import Figure
from province.proposals.models import Proposal
from province.staff.models import Account
from settlement.figures.actions.setting import set_assistance, set_limit, set_rate
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule
from settlement.figures.queries import patients_of
from settlement.figures.words import LimitKind, RateKind


class AreaFigure(Figure, frozen=True):
    """What the three have in common: the pooling area."""

    area: str

    @property
    def area_code(self) -> str:
        return self.area

    @property
    def place(self) -> Area:
        """Return the pooling area. Raises DoesNotExist."""
        return Area.objects.get(pk=self.area)


class Limit(AreaFigure, frozen=True):
    """One of the yearly limits of an area and insurance type, in yuan: the general one, or that of a category."""

    word = "limit"
    label = "年度限额"

    insurance_type: InsuranceType
    kind: LimitKind
    amount: Decimal
    category: AssistanceCategory | None = None
    no_ceiling: bool = False

    def subject(self) -> str:
        recipients = f" {self.category.label}" if self.category else ""
        return f"{self.place.name} {self.insurance_type.label}{recipients} {self.kind.label}"

    def content(self) -> str:
        return limit_words(self)

    def content_on(self, day: date) -> str:
        same = {"area": self.area, "insurance_type": self.insurance_type, "kind": self.kind}
        rows = AnnualLimit.objects.filter(**same, category=self.category or "", period__contains=day)
        return "".join(limit_words(row) for row in rows)

    def effects(self, first: date, on: date) -> Mapping[str, str]:
        return {
            "涉及": f"{self.insurance_type.label} {patients_of(self.area, self.insurance_type, on)} 名患者正在享受待遇"
        }

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> AnnualLimit:
        return set_limit(
            area=self.place, insurance_type=self.insurance_type, kind=self.kind, category=self.category,
            amount=self.amount, no_ceiling=self.no_ceiling,
            first=first, document=document, proposal=proposal, by=by, on=on,
        )  # fmt: skip


class Assistance(AreaFigure, frozen=True):
    """How an area assists one category of recipients."""

    word = "assistance_rule"
    label = "医疗救助标准"

    category: AssistanceCategory
    rate: Decimal
    threshold: Decimal
    annual_limit: Decimal
    beyond_maximum: bool

    def subject(self) -> str:
        return f"{self.place.name} {self.category.label} 医疗救助"

    def content(self) -> str:
        return assistance_words(self)

    def content_on(self, day: date) -> str:
        row = AssistanceRule.objects.filter(area=self.area, category=self.category, period__contains=day).first()
        return assistance_words(row) if row else ""

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> AssistanceRule:
        return set_assistance(
            area=self.place, category=self.category, rate=self.rate, threshold=self.threshold,
            annual_limit=self.annual_limit, beyond_maximum=self.beyond_maximum,
            first=first, document=document, proposal=proposal, by=by, on=on,
        )  # fmt: skip


class Rate(AreaFigure, frozen=True):
    """What an area pays of a cost, alike in both channels."""

    word = "area_rate"
    label = "统筹区支付比例"

    insurance_type: InsuranceType
    kind: RateKind
    rate: Decimal
    first_share: Decimal
    deductible: Decimal
    segmented: bool

    def subject(self) -> str:
        return f"{self.place.name} {self.insurance_type.label} {self.kind.label}"

    def content(self) -> str:
        return rate_words(self)

    def content_on(self, day: date) -> str:
        row = AreaRate.objects.filter(
            area=self.area, insurance_type=self.insurance_type, kind=self.kind, period__contains=day
        ).first()
        return rate_words(row) if row else ""

    def effects(self, first: date, on: date) -> Mapping[str, str]:
        return {
            "涉及": f"{self.insurance_type.label} {patients_of(self.area, self.insurance_type, on)} 名患者正在享受待遇"
        }

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> AreaRate:
        return set_rate(
            area=self.place, insurance_type=self.insurance_type, kind=self.kind, rate=self.rate,
            first_share=self.first_share, deductible=self.deductible, segmented=self.segmented,
            first=first, document=document, proposal=proposal, by=by, on=on,
        )  # fmt: skip


def limit_words(row: Limit | AnnualLimit) -> str:
    """Return how a limit is written."""
    return "不设封顶线" if row.no_ceiling else f"{yuan(row.amount)} 元"


def assistance_words(row: Assistance | AssistanceRule) -> str:
    """Return how an area's assistance is written."""
    beyond = "，超年度最高支付限额部分计入" if row.beyond_maximum else ""
    threshold = f"起付标准 {yuan(row.threshold)} 元" if row.threshold else "不设起付标准"
    return f"{percent(row.rate)}，{threshold}，年度限额 {yuan(row.annual_limit)} 元{beyond}"


def rate_words(row: Rate | AreaRate) -> str:
    """Return how a rate is written."""
    first_share = f"，先行自付 {percent(row.first_share)}" if row.first_share else ""
    if row.deductible is None or row.segmented is None:
        return f"{percent(row.rate)}{first_share}，起付线和分段未录入"
    deductible = f"起付线 {yuan(row.deductible)} 元" if row.deductible else "不设起付线"
    return f"{percent(row.rate)}{first_share}，{deductible}，{'分段' if row.segmented else '不分段'}"
