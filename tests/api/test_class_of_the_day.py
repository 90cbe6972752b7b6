"""A drug is answered by the class that the national list gives it on the purchase day (HN-3)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from catalog.drugs.actions import describe
from catalog.drugs.words import NationalSection
from catalog.listings.models import Listing
from kit.period import Period
from physicians.clients.models import ApiClient
from tests.api.conftest import Counter, ask_for_token, sale_of
from tests.factories.settlement import SignedPrescriptionFactory


@pytest.mark.parametrize(("day", "code"), [("2026-12-31", "ORDINARY_BENEFIT"), ("2027-01-04", "DRUG_NOT_LISTED")])
def test_a_drug_is_answered_by_the_class_of_the_purchase_day(
    day: str, code: str, noon: Any, client_of_pharmacy: ApiClient, api: Browser
) -> None:
    prescription = SignedPrescriptionFactory(
        issued_on=date(2026, 12, 31), period=Period(date(2026, 12, 31), date(2027, 1, 4)),
        entitlement__application__pharmacy=client_of_pharmacy.institution,
    )  # fmt: skip
    Listing.objects.all().delete()
    terms = {"section": NationalSection.REGULAR, "restricted_scope": "", "document": "2027年目录"}
    drug = prescription.lines.get().product.drug
    describe(drug=drug, first=date(2027, 1, 1), by=None, on=date(2026, 12, 1), **terms)
    noon.move_to("2027-01-04 10:00 +0800")
    counter = Counter(ask_for_token(api).json()["access_token"])
    answer = counter.post("settlements/preview", {**sale_of(prescription), "begntime": day})
    assert answer.json()["code"] == code
