"""Rows for tests, a file a floor."""

from tests.factories.catalog import (
    AdmissionFactory,
    DrugFactory,
    FieldFactory,
    ListedPriceFactory,
    ListingFactory,
    ManufacturerFactory,
    NationalAgreementFactory,
    PayableProductFactory,
    ProductFactory,
    StandardFactory,
)
from tests.factories.eligibility import (
    ApplicationFactory,
    EnrolmentFactory,
    EntitlementFactory,
    PersonFactory,
    PrescriptionFactory,
    identity_number,
)
from tests.factories.physicians import (
    AgreementFactory,
    HospitalFactory,
    PharmacyFactory,
    PhysicianFactory,
    PublicationFactory,
    StaffFactory,
)
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.rows import LEVELS, TWO_YEARS, RowFactory
from tests.factories.settlement import (
    AssistanceRuleFactory,
    ClientFactory,
    LimitFactory,
    RecognitionFactory,
    SignedPrescriptionFactory,
)

__all__ = [
    "LEVELS",
    "TWO_YEARS",
    "AccountFactory",
    "AdmissionFactory",
    "AgreementFactory",
    "ApplicationFactory",
    "AreaFactory",
    "AssistanceRuleFactory",
    "ClientFactory",
    "DrugFactory",
    "EnrolmentFactory",
    "EntitlementFactory",
    "FieldFactory",
    "HospitalFactory",
    "LimitFactory",
    "ListedPriceFactory",
    "ListingFactory",
    "ManufacturerFactory",
    "NationalAgreementFactory",
    "PayableProductFactory",
    "PersonFactory",
    "PharmacyFactory",
    "PhysicianFactory",
    "PrescriptionFactory",
    "ProductFactory",
    "PublicationFactory",
    "RecognitionFactory",
    "RowFactory",
    "SignedPrescriptionFactory",
    "StaffFactory",
    "StandardFactory",
    "identity_number",
]
