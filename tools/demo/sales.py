"""Prescriptions of those who may have them: some sold on their day, one sale taken back, some open today."""

import hashlib
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from django.db.models import QuerySet

from acts.rules import Refused
from catalog.prices.queries import listed_price_on, standard_on
from catalog.products.models import Product
from eligibility.entitlements.models import Entitlement
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.rules.supply import Regimen
from kit.clock import SHANGHAI
from kit.errors import RuleRefused
from kit.money import fen
from kit.period import Period
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution
from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.words import ReversalReason
from settlement.counter.actions import reversals
from settlement.counter.actions import settling as counter
from settlement.counter.api import wire
from settlement.counter.queries.answers import value_of
from settlement.counter.rules.orders import Caller, Order, OrderLine, PackCode, Request, fingerprint
from settlement.traces import actions as traces
from settlement.traces.rules import PACK_DIGITS
from tools.demo.papers import paper_prescription
from tools.demo.tables import Days, Row, table

PHARMACY_SALE = "41"
CREDENTIAL = "01"
OPENING = time(9, 30)
OPEN_DAYS = 3
PACKS_WITHOUT_CODE = 6


class NotSold(Exception):
    """The counter refused a sale of the demonstration; its own words."""


def build(days: Days) -> None:
    """Record what was written on paper before, issue the prescriptions of the demonstration and sell what was sold."""
    regimens = {row["product"]: row for row in table("regimens")}
    for row in table("earlier"):
        _record_earlier(row, regimens[row["product"]], days)
    for row in table("sales"):
        prescription = issue(row, regimens[row["product"]], days.ago(row["issued"]))
        if row["sold"] != "open":
            _sell(prescription, days.ago(row["issued"]), row["sold"])
    _keep_old_stock(prescription, days.ago(0))


def _keep_old_stock(prescription: Prescription, on: date) -> None:
    """Let packs of one product be sold without a code, of which its pharmacy declares a few."""
    product, (_, pharmacy) = prescription.lines.get().product, right_and_pharmacy(prescription)
    administrator = Account.objects.filter(role=Role.CATALOG_ADMIN).earliest("pk")
    document = "国家医保信息平台无码库（演示）"
    traces.list_product(product=product, period=Period(on, None), document=document, by=administrator, on=on)
    pharmacist = Account.objects.filter(role=Role.PHARMACIST, post__institution=pharmacy).earliest("pk")
    traces.declare(institution=pharmacy, product=product, packs=PACKS_WITHOUT_CODE, by=pharmacist, on=on)


def renew(today: date) -> None:
    """Issue anew what should be open and was sold or has run out: prescriptions are valid for a few days only."""
    regimens = {row["product"]: row for row in table("regimens")}
    for row in table("sales"):
        if row["sold"] == "open" and not open_on(today).filter(person=row["person"]).exists():
            # Who bought a few days ago has enough, and is issued nothing yet.
            with suppress(Refused):
                issue(row, regimens[row["product"]], today)


def open_on(day: date) -> QuerySet[Prescription]:
    """What a pharmacy may still sell that day of the demonstration's own prescriptions."""
    persons = [row["person"] for row in table("sales") if row["sold"] == "open"]
    rows = Prescription.objects.filter(person__in=persons, period__contains=day, withdrawn_at=None)
    unsold = rows.exclude(lines__dispensed__gt=0).exclude(claims__isnull=False)
    return unsold.select_related("person", "entitlement__pharmacy").order_by("rxno")


def issue(row: Row, regimen: Row, on: date) -> Prescription:
    """One prescription by the physician who applied; an open one stays valid as long as it may."""
    right, valid_days = _right(row), OPEN_DAYS if row["sold"] == "open" else None
    order = _order_of(row, regimen, regimen["quantity"], valid_days)
    return prescriptions.issue(entitlement=right, order=order, by=_physician(right), on=on)


def _record_earlier(row: Row, regimen: Row, days: Days) -> None:
    """What the physician wrote on paper while the application waited, recorded after the decision."""
    right, order = _right(row), _order_of(row, regimen, row["packs"])
    sheet = prescriptions.Sheet(
        written_on=days.ago(row["written"]),
        content=paper_prescription(right.person.name, right.person_id),
        name="纸质处方.png",
    )
    prescriptions.record_earlier(
        entitlement=right, order=order, sheet=sheet, by=_physician(right), on=days.ago(row["recorded"])
    )


def _right(row: Row) -> Entitlement:
    rows = Entitlement.objects.select_related("person", "application__physician__account")
    return rows.get(person=row["person"], drug__products=row["product"])


def _physician(right: Entitlement) -> Account:
    return cast(Account, right.application.physician.account)


def _order_of(row: Row, regimen: Row, packs: str, valid_days: int | None = None) -> prescriptions.Order:
    line = prescriptions.Line(
        product=Product.objects.get(pk=row["product"]),
        quantity=Decimal(packs),
        regimen=Regimen(
            dose=Decimal(regimen["dose"]),
            **{name: int(regimen[name]) for name in ("times", "taken_days", "cycle_days")},
        ),
        usage=regimen["usage"],
    )
    return prescriptions.Order(
        lines=[line],
        diagnosis_code=regimen["diagnosis_code"],
        diagnosis=regimen["diagnosis"],
        valid_days=valid_days,
        identity_checked=True,
    )


def price(product: Product, on: date) -> Decimal:
    """What a pharmacy charges a pack: the platform's price, and never above the payment standard."""
    amounts = [listing.amount for listing in (listed_price_on(product, on), standard_on(product, on)) if listing]
    return min(amounts)


def trace_codes(product: str, rxno: str, line: int, packs: int) -> list[str]:
    """As many codes of the product as packs, never the same for two prescriptions: twenty digits that begin with 8."""
    prefix = next((row["trace_prefix"] for row in table("product_terms") if row["product"] == product), "") or "8"
    length = PACK_DIGITS - len(prefix)
    digests = (hashlib.sha256(f"{rxno} {line} {pack}".encode()).hexdigest() for pack in range(packs))
    return [f"{prefix}{int(digest, 16) % 10**length:0{length}d}" for digest in digests]


def codes_of(prescription: Prescription, line: PrescriptionLine) -> list[str]:
    """The codes of the packs that a line orders."""
    return trace_codes(line.product_id, prescription.rxno, line.position, int(line.quantity))


def right_and_pharmacy(prescription: Prescription) -> tuple[Entitlement, Institution]:
    """The entitlement a prescription was issued for, and the pharmacy its patient chose. Raises NotSold."""
    if prescription.entitlement is None or prescription.entitlement.pharmacy is None:
        raise NotSold(prescription.rxno)
    return prescription.entitlement, prescription.entitlement.pharmacy


def _sell(prescription: Prescription, on: date, outcome: str) -> None:
    _, pharmacy = right_and_pharmacy(prescription)
    client = ApiClient.objects.filter(institution=pharmacy).first()
    by = Caller(institution=pharmacy.pk, client=client.pk if client else 0)
    at = datetime.combine(on, OPENING, SHANGHAI)
    outcome_of_sale = counter.settle(
        order=_order(prescription, on), request=_request(prescription, "settle"), by=by, at=at, answers=wire.ANSWERS
    )
    if isinstance(value_of(outcome_of_sale, by), RuleRefused):
        raise NotSold(outcome_of_sale)
    if outcome == "reversed":
        request = _request(prescription, "reverse")
        claim = prescription.claims.get().pk
        reversals.reverse(
            claim=claim,
            reason=ReversalReason.QUALITY,
            note="包装破损",
            request=request,
            by=by,
            at=at,
            answers=wire.ANSWERS,
        )


def _order(sheet: Prescription, on: date) -> Order:
    lines = tuple(_line(sheet, line, on) for line in sheet.lines.select_related("product").order_by("position"))
    return Order(
        prescription=sheet.rxno,
        medical_type=PHARMACY_SALE,
        credential=CREDENTIAL,
        purchase_day=on,
        total=sum((line.total for line in lines), Decimal(0)),
        lines=lines,
        person=sheet.person_id,
    )


def _line(prescription: Prescription, line: PrescriptionLine, on: date) -> OrderLine:
    unit_price = price(line.product, on)
    return OrderLine(
        detail_number=f"{prescription.rxno[-12:]}-{line.position}",
        product=line.product_id,
        quantity=line.quantity,
        price=unit_price,
        total=fen(line.quantity * unit_price),
        supply_days=line.supply_days,
        codes=tuple(map(PackCode, codes_of(prescription, line))),
    )


def _request(prescription: Prescription, verb: str) -> Request:
    key = f"demo-{verb}-{prescription.rxno}"
    return Request(key=key, fingerprint=fingerprint(f"demo/{verb}", {"rxno": prescription.rxno}))
