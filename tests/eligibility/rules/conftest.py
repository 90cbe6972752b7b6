"""One case in which every rule passes; each test changes what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from eligibility.applications.rules.facts import ApplicationFacts, OpinionFacts
from eligibility.applications.words import ApplicationKind, MaterialKind
from eligibility.entitlements.rules.facts import EntitlementFacts
from eligibility.people.rules.facts import (
    DrugFacts,
    DrugTermsFacts,
    EnrolmentFacts,
    InstitutionFacts,
    InsuredFacts,
    PhysicianFacts,
    ProductFacts,
)
from eligibility.prescriptions.rules.issuing import LineFacts, PrescriptionFacts
from kit.period import Period

DAY = date(2026, 11, 23)
YEARS = (Period(date(2026, 1, 1), date(2027, 12, 31)),)
DUAL = (DrugTermsFacts(Period(date(2020, 1, 1), None), dual_channel=True, restricted_scope="限成人患者。"),)
LONG = Period(date(2026, 1, 5), None)

PHYSICIAN = PhysicianFacts("D430102000001", "李医师", "H43010200001", frozenset({"oncology"}), (LONG,), ("肿瘤",))
PRODUCT = ProductFacts("XL01E000001", drug=1, manufacturer=7, label_indication="用于成人患者。")
ENTITLEMENT = EntitlementFacts(
    5, 1, "oncology", "C34.900", Period(date(2026, 11, 20), date(2027, 12, 31)), frozenset({7})
)


@pytest.fixture
def good() -> ApplicationFacts:
    return ApplicationFacts(
        day=DAY,
        kind=ApplicationKind.FIRST,
        application_date=date(2026, 11, 20),
        drug=DrugFacts(1, "甲药（片剂）", "oncology", terms=DUAL, listed=YEARS),
        product=PRODUCT,
        hospital=InstitutionFacts("H43010200001", "甲医院", True, YEARS),
        pharmacy=InstitutionFacts("P43010200001", "甲药店", False, YEARS),
        physician=PHYSICIAN,
        insured=InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "310", "430102"),)),
        signed_on=date(2026, 11, 20),
        received_on=date(2026, 11, 21),
        identity_checked=True,
        meets_label=True,
        meets_scope=True,
        materials=frozenset({MaterialKind.IDENTITY, MaterialKind.CREDENTIAL, MaterialKind.MEDICAL}),
        opinion=OpinionFacts("谭专家", True, True, True),
        label=True,
        scope=True,
        decider=9,
        involved=frozenset({1, 2, 3}),
    )


@pytest.fixture
def order() -> PrescriptionFacts:
    return PrescriptionFacts(
        day=DAY,
        inpatient=False,
        long_term=False,
        valid_days=1,
        diagnosis_code="C34.900",
        lines=(LineFacts(PRODUCT, Decimal(3), 30),),
        physician=PHYSICIAN,
        entitlement=ENTITLEMENT,
        identity_checked=True,
    )


__all__ = ["ENTITLEMENT", "PHYSICIAN", "PRODUCT", "replace"]
