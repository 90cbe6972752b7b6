"""What a visitor of the demonstration needs: where it is, who he may be, what he may buy."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from eligibility.prescriptions.models import Prescription
from physicians.clients.models import ApiClient
from province.staff.models import Account
from tools.demo import sales, secrets
from tools.demo.ground import PASSWORD, officials
from tools.demo.tables import table

Described = dict[str, Any]


def everything(address: str, today: date) -> Described:
    """All of it as plain data, for programs."""
    return {
        "base_address": address,
        "province": Path(settings.PROVINCE).name,
        "staff": [_account(account) for account in accounts()],
        "clients": clients(),
        "persons": [_person(prescription) for prescription in sales.open_on(today)],
        "testers": table("testers"),
    }


def accounts() -> list[Account]:
    """Officials first, then institutions' people."""
    names = [row["username"] for row in officials()]
    rows = Account.objects.filter(is_active=True).select_related("post__institution")
    return sorted(rows, key=lambda account: (account.username not in names, account.pk))


def _account(account: Account) -> Described:
    post = getattr(account, "post", None)
    return {
        "username": account.username,
        "password": PASSWORD,
        "role": account.role,
        "name": account.name,
        "institution": post.institution_id if post else None,
        "institution_name": post.institution.name if post else None,
    }


def clients() -> list[Described]:
    """API clients whose secrets are noted on this machine."""
    credentials = secrets.read_all()
    rows = ApiClient.objects.filter(client_id__in=credentials, revoked_at=None).select_related("institution")
    return [
        {
            "client_id": client.client_id,
            "client_secret": credentials[client.client_id],
            "institution": client.institution_id,
            "institution_name": client.institution.name,
        }
        for client in rows.order_by("institution")
    ]


def _person(prescription: Prescription) -> Described:
    """One person with one open prescription, and everything its sale needs."""
    certificates = {row["psn_no"]: row["identity"] for row in table("persons")}
    entitlement, pharmacy = sales.right_and_pharmacy(prescription)
    return {
        "psn_no": prescription.person_id,
        "certno": certificates[prescription.person_id],
        "name": prescription.person.name,
        "entitlement": {
            "drug": entitlement.generic_name,
            "first": str(entitlement.period.first),
            "last": str(entitlement.period.last),
        },
        "pharmacy": pharmacy.pk,
        "pharmacy_name": pharmacy.name,
        "rxno": prescription.rxno,
        "valid_until": str(prescription.period.last),
        "lines": _lines(prescription),
    }


def _lines(prescription: Prescription) -> list[Described]:
    rows = prescription.lines.select_related("product__drug").order_by("position")
    return [
        {
            "product": line.product_id,
            "name": str(line.product),
            "quantity": str(line.quantity),
            "price": f"{sales.price(line.product, prescription.issued_on):.2f}",
            "supply_days": line.supply_days,
            "trace_codes": sales.codes_of(prescription, line),
        }
        for line in rows
    ]
