"""A pharmacy, a patient with an entitlement, and a prescription: what most settlement tests begin with."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from kit.clock import SHANGHAI
from kit.errors import RuleRefused
from physicians.clients.models import ApiClient
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.rules import Settled
from settlement.claims.words import ReversalReason
from settlement.counter.actions.reversals import reverse
from settlement.counter.actions.settling import settle
from settlement.counter.api import wire
from settlement.counter.queries.preview import preview
from settlement.counter.rules.answers import StoredAnswer
from settlement.counter.rules.orders import Caller, Order, OrderLine, PackCode, Request, fingerprint
from settlement.figures.models import AreaRate
from settlement.figures.words import LimitKind, RateKind
from tests.factories.eligibility import EnrolmentFactory, EntitlementFactory
from tests.factories.province import AreaFactory
from tests.factories.rows import TWO_YEARS
from tests.factories.settlement import ClientFactory, LimitFactory, SignedPrescriptionFactory

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
PRICE = Decimal("340.000000")
LIMITS = {
    LimitKind.POOLED: Decimal("150000.00"),
    LimitKind.SERIOUS_ILLNESS: Decimal("400000.00"),
    LimitKind.OVERALL: Decimal("550000.00"),
}
_numbers = count(1)


@dataclass(frozen=True)
class Outcome:
    """What came of a call, in the words of the API."""

    status: int
    body: str
    replayed: bool = False


def outcome_of(result: Settled | RuleRefused | StoredAnswer) -> Outcome:
    if isinstance(result, StoredAnswer):
        return Outcome(result.status, result.body, replayed=True)
    refused = isinstance(result, RuleRefused)
    text = wire.ANSWERS.to_refusal(result) if refused else wire.ANSWERS.to_settlement(result)
    return Outcome(text.status, text.body)


class Scene:
    """One patient at her pharmacy on 2026-11-23, a Monday."""

    def __init__(self, limits: dict[LimitKind, Decimal] = LIMITS, **given: Any) -> None:
        held = {name.removeprefix("held__"): given.pop(name) for name in list(given) if name.startswith("held__")}
        self.entitlement = EntitlementFactory(**held)
        self.prescription = SignedPrescriptionFactory(entitlement=self.entitlement, **given)
        self.person = self.prescription.person
        self.product = self.entitlement.application.product
        self.pharmacy = self.entitlement.pharmacy
        self.client = ClientFactory(institution=self.pharmacy)
        for kind, amount in limits.items():
            LimitFactory(kind=kind, amount=amount)

    @classmethod
    def of(cls, prescription: Prescription, client: ApiClient) -> "Scene":
        """The patient of a prescription at the institution of a client, as they stand in the database."""
        scene = cls.__new__(cls)
        scene.prescription, scene.client, scene.entitlement = prescription, client, prescription.entitlement
        scene.person, scene.pharmacy = prescription.person, client.institution
        scene.product = scene.entitlement.application.product
        return scene

    @property
    def caller(self) -> Caller:
        return Caller(self.client.institution_id, self.client.pk)

    def line(self, quantity: Decimal = Decimal(1), price: Decimal = PRICE, **given: Any) -> OrderLine:
        total = (quantity * price).quantize(Decimal("0.01"))
        codes = tuple(PackCode(f"8{next(_numbers):019}") for _ in range(-int(-quantity // 1)))
        usual = {"detail_number": "1", "product": self.product.code, "supply_days": 1, "total": total, "codes": codes}
        return OrderLine(**{**usual, "quantity": quantity, "price": price, **given})

    def order(self, *lines: OrderLine, **given: Any) -> Order:
        sold = lines or (self.line(),)
        usual = {
            "prescription": self.prescription.pk,
            "medical_type": "41",
            "credential": "01",
            "purchase_day": DAY,
            "total": sum(line.total for line in sold),
            "person": self.person.pk,
        }
        return Order(**{**usual, "lines": sold, **given})

    def settle(self, order: Order | None = None, key: str = "", at: datetime = NOON) -> Outcome:
        asked = order or self.order()
        request = Request(key or f"key-{next(_numbers)}", fingerprint("settle", asked))
        return outcome_of(settle(order=asked, request=request, by=self.caller, at=at, answers=wire.ANSWERS))

    def preview(self, order: Order | None = None) -> Outcome:
        return outcome_of(preview(order=order or self.order(), by=self.caller, at=NOON))

    def reverse(
        self,
        claim: int,
        key: str = "",
        reason: ReversalReason = ReversalReason.ENTERED_WRONGLY,
        note: str = "",
        at: datetime = NOON,
    ) -> Outcome:
        request = Request(key or f"key-{next(_numbers)}", fingerprint(f"reverse {claim}", [reason, note]))
        why = {"reason": reason, "note": note}
        return outcome_of(reverse(claim=claim, **why, request=request, by=self.caller, at=at, answers=wire.ANSWERS))

    def another(self, **given: Any) -> "Scene":
        """The same patient and pharmacy with one more prescription."""
        other = Scene.__new__(Scene)
        other.__dict__ = dict(self.__dict__)
        other.prescription = SignedPrescriptionFactory(entitlement=self.entitlement, **given)
        return other

    @property
    def account(self) -> AnnualAccount:
        return AnnualAccount.objects.get(person=self.person)

    @property
    def dispensed(self) -> Decimal:
        return PrescriptionLine.objects.get(prescription=self.prescription).dispensed


def jiangsu(settings: Any) -> Scene:
    """A patient of Nanjing, whose city sets its own rate."""
    settings.PROVINCE = "jiangsu"
    scene = Scene(limits={})
    city = AreaFactory(code="320100")
    Enrolment.objects.all().delete()
    EnrolmentFactory(person=scene.person, area=AreaFactory(code="320102"))
    for kind in LimitKind:
        LimitFactory(area=city, kind=kind, amount=Decimal("100000.00"))
    return scene


def set_city_rate(kind: RateKind, rate: str) -> None:
    """What Nanjing pays its employees."""
    area = AreaFactory(code="320100")
    employee = InsuranceType.EMPLOYEE
    terms = {"rate": rate, "deductible": 0, "segmented": False, "document": "演示"}
    AreaRate.objects.create(area=area, insurance_type=employee, kind=kind, period=TWO_YEARS, **terms)
