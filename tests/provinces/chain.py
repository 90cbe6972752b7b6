"""One patient's whole way through a province that is nothing but a folder: every step through the door it has."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.people.models import InsuredPerson
from eligibility.prescriptions.models import Prescription
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from province.areas.actions import load_areas
from province.areas.models import Area
from province.calendar.actions import load_published_year
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.words import LimitKind
from tests.api.conftest import SECRET, Counter, ask_for_token, sale_of
from tests.eligibility.conftest import picture
from tests.factories.catalog import PayableProductFactory
from tests.factories.eligibility import identity_number
from tests.factories.physicians import HospitalFactory, PharmacyFactory, StaffFactory
from tests.factories.province import AccountFactory
from tests.factories.settlement import ClientFactory, LimitFactory
from tests.support.browsers import browser_of

QINGYUAN = str(Path(__file__).parent / "qingyuan")
NOW = "2026-11-23 10:00 +0800"
DAY = date(2026, 11, 23)
PROVINCE, CITY, COUNTY = "980000", "980100", "980102"
PATIENT = {"psn_no": "98010200000001", "name": "沈青禾", "identity_number": identity_number(1)}
NOMINATION = {
    "code": "D980102000001", "name": "顾远山", "title": "attending", "specialty": "肿瘤科",
    "treatment_fields": ["oncology"], "front_line": "on",
}  # fmt: skip


class NotTaken(Exception):
    """A step that should have been taken was not; what the page said."""


def post(account: Account, address: str, told: dict[str, Any]) -> str:
    """Send a form and return where it leads. Raises NotTaken where the page stays."""
    answer = browser_of(account).post(address, told)
    if answer.status_code != 302:
        form = (answer.context or {}).get("form")
        raise NotTaken(f"{address}: {answer.status_code} {form.errors if form else answer.content.decode()[:3000]}")
    return answer.headers["Location"]


@dataclass
class Chain:
    """The ground is laid when it is made: areas from the folder, a city's figures, a hospital and a pharmacy."""

    accounts: dict[Role, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        load_areas(province=QINGYUAN, by=None, on=DAY)
        load_published_year(year=2026, by=None, on=DAY)
        self.hospital = HospitalFactory(code="H98010200001", name="云台第一医院")
        self.pharmacy = PharmacyFactory(code="P98010300001", name="东亭大药房")
        self.product = PayableProductFactory()
        for kind in LimitKind:
            LimitFactory(area=Area.objects.get(pk=CITY), kind=kind)
        for role, area in (
            (Role.SYSTEM_ADMIN, PROVINCE), (Role.PROVINCIAL_AGENCY, PROVINCE), (Role.AUDITOR, PROVINCE),
            (Role.CLERK, CITY), (Role.REVIEWER, CITY), (Role.SUPERVISOR, CITY),
        ):  # fmt: skip
            self.accounts[role] = AccountFactory(role=role, area=Area.objects.get(pk=area))
        for role, at in (
            (Role.INSURANCE_OFFICE, self.hospital), (Role.PHYSICIAN, self.hospital), (Role.PHARMACIST, self.pharmacy),
        ):  # fmt: skip
            self.accounts[role] = self.at(role, at)

    def at(self, role: Role, institution: Institution) -> Account:
        return StaffFactory(institution=institution, account__role=role).account

    def walk(self, insurance_type: str = "310") -> None:
        """Take every step up to the reversal. Raises NotTaken."""
        self.insure(insurance_type)
        self.publish()
        self.apply()
        self.decide()
        self.prescribe()
        self.settle()
        self.reverse()

    def insure(self, insurance_type: str = "310") -> None:
        enrolment = {"insurance_type": insurance_type, "insured_area": COUNTY, "insured_since": "2026-01-01"}
        post(self.accounts[Role.SYSTEM_ADMIN], "/admin/eligibility/insuredperson/add/", PATIENT | enrolment)
        self.person = InsuredPerson.objects.get()

    def publish(self) -> None:
        """The hospital names a physician, the city records, the province publishes."""
        told = NOMINATION | {"account": self.accounts[Role.PHYSICIAN].pk}
        post(self.accounts[Role.INSURANCE_OFFICE], reverse("physicians:nominate"), told)
        self.physician = ResponsiblePhysician.objects.get()
        post(self.accounts[Role.REVIEWER], reverse("physicians:record_physician", args=[self.physician.pk]), {})
        list_ = {"physicians": [self.physician.pk], "document": "名单1号", "first": str(DAY)}
        post(self.accounts[Role.PROVINCIAL_AGENCY], reverse("physicians:publish"), list_)

    def form(self) -> dict[str, Any]:
        confirmed = dict.fromkeys(("meets_label", "meets_scope", "identity_checked"), "on")
        chosen = {"product": self.product.pk, "hospital": self.hospital.pk, "pharmacy": self.pharmacy.pk}
        signed = {"kind": "first", "application_date": str(DAY), "signed_by": "patient", "signer_name": "沈青禾"}
        why = {
            "diagnosis_code": "C34.900",
            "diagnosis": "肺恶性肿瘤",
            "grounds": "基因检测阳性。",
            "usage": "每日一次。",
        }
        return confirmed | chosen | signed | why

    def apply(self) -> None:
        """Begun by the physician on the patient's number, signed, endorsed and sent by the hospital's office."""
        desk = browser_of(self.accounts[Role.PHYSICIAN])
        desk.post(reverse("eligibility:begin"), {"number": PATIENT["identity_number"]})
        self.case = TreatmentApplication.objects.get()
        desk.post(self.page("edit"), self.form())
        for shade, kind in enumerate(("identity_copy", "medical_papers")):
            file = SimpleUploadedFile(f"{kind}.png", picture(shade))
            desk.post(self.page("add_paper"), {"kind": kind, "file": file})
        post(self.accounts[Role.PHYSICIAN], self.page("edit"), self.form() | {"sign": "1"})
        post(self.accounts[Role.INSURANCE_OFFICE], self.page("endorse_application"), {})

    def page(self, name: str) -> str:
        return reverse(f"eligibility:{name}", args=[self.case.pk])

    def decide(self) -> None:
        """Accepted by the clerk and approved by the reviewer, with nobody between them."""
        post(self.accounts[Role.CLERK], self.page("accept_application"), {})
        post(
            self.accounts[Role.REVIEWER],
            self.page("approve_application"),
            {"approve-label": "on", "approve-scope": "on"},
        )
        self.case.refresh_from_db()

    def prescribe(self, days: int = 10) -> str:
        told = {
            "product": self.product.pk, "dose": f"{10 / days:.4f}", "times": "1", "taken_days": "1", "cycle_days": "1",
            "days": str(days), "quantity": "1", "usage": "每日一次",
            "valid_days": "1", "identity_checked": "on",
        }  # fmt: skip
        address = reverse("eligibility:prescribe", args=[self.case.entitlement.pk])
        return post(self.accounts[Role.PHYSICIAN], address, told)

    def settle(self) -> None:
        ClientFactory(institution=self.pharmacy, client_id="pos-1", client_secret=SECRET)
        self.counter = Counter(ask_for_token(Browser()).json()["access_token"])
        self.sale = sale_of(Prescription.objects.get())
        self.settled = self.counter.post("settlements", self.sale, "sale-1").json()

    def reverse(self) -> None:
        path = f"settlements/{self.settled['setl_id']}/reversal"
        self.reversed = self.counter.post(path, {"reason": "entered_wrongly"}, "back-1").json()
