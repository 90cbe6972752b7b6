"""Persons with entitlements and signed prescriptions, a statement for every kind of row."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction

from catalog.products.models import Product
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from eligibility.entitlements.models import ConfirmedManufacturer, Entitlement
from eligibility.people.models import AssistanceRecognition, Enrolment, InsuredPerson
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit import clock
from kit.period import Period
from province.staff.models import Account
from province.staff.words import Role
from settlement.annual_accounts.models import AnnualAccount
from tests.support.population.ground import (
    ASSISTED,
    CITY,
    COUNTY,
    HOSPITAL,
    PHYSICIAN,
    POOLED,
    PRICE,
    SERIOUS,
    Ground,
    counter,
)
from tests.support.population.persons import identity, name, person, psn_no
from tests.support.population.prescriptions import prescribe
from tests.support.population.values import Counter, Patient, Population, Sheet, Size


def populate(size: Size, day: date | None = None) -> Population:
    """Write the population into the database that Django is connected to. `start` numbers a second one apart."""
    with transaction.atomic():
        return Builder(size, day or clock.today()).build()


class Builder:
    """One population: its persons by number, what they are entitled to, what was prescribed to them."""

    def __init__(self, size: Size, day: date) -> None:
        self.size, self.day = size, day
        self.years = Period(day.replace(month=1, day=1), day.replace(year=day.year + 1, month=12, day=31))
        self.numbers = range(size.start, size.start + size.patients)
        self.counters = tuple(counter(number) for number in range(size.pharmacies))

    def build(self) -> Population:
        Ground(self.counters, self.years).build()
        self.persons()
        sheets = prescribe(self.entitlements(), self.counters, self.size, self.day)
        return Population(self.day, PRICE, self.counters, tuple(self._patient(n, sheets) for n in self.numbers))

    def _patient(self, n: int, sheets: Iterator[Sheet]) -> Patient:
        return Patient(psn_no(n), identity(n), name(n), tuple(islice(sheets, self.size.sheets)))

    def persons(self) -> None:
        since = Period(date(self.day.year - 5, 1, 1), None)
        InsuredPerson.objects.bulk_create(map(person, self.numbers), batch_size=2000)
        enrolled = ((psn_no(n), self.insured(n)) for n in self.numbers)
        Enrolment.objects.bulk_create(
            Enrolment(person_id=number, insurance_type=kind, area_id=COUNTY, period=since) for number, kind in enrolled
        )
        assisted = (psn_no(n) for n in self.numbers if n % 3 == 0)
        AssistanceRecognition.objects.bulk_create(
            AssistanceRecognition(person_id=number, category=AssistanceCategory.SUBSISTENCE, period=since)
            for number in assisted
        )
        AnnualAccount.objects.bulk_create(map(self._account, self.numbers), batch_size=5000)

    def insured(self, n: int) -> InsuranceType:
        return InsuranceType.RESIDENT if self.size.residents and n % 2 else InsuranceType.EMPLOYEE

    def _account(self, n: int) -> AnnualAccount:
        """What the year has used elsewhere already leaves `left` of every limit, or less."""
        account = AnnualAccount(person_id=psn_no(n), insurance_type=self.insured(n), year=self.day.year)
        if self.size.left is not None:
            account.pooled_elsewhere = POOLED - self.size.left
            account.serious_elsewhere = SERIOUS - self.size.left
            account.assistance_elsewhere = ASSISTED - self.size.left
        return account

    def entitlements(self) -> list[Entitlement]:
        """One for each patient at each pharmacy, with the approved application behind it."""
        reviewer = Account.objects.filter(username="load-reviewer").first() or Account.objects.create(
            username="load-reviewer", name="演练审核", role=Role.REVIEWER, area_id=CITY, is_active=False
        )
        products = {each.code: each for each in Product.objects.select_related("drug").filter(drug__field="load")}
        places = [(n, counter, products[counter.product]) for n in self.numbers for counter in self.counters]
        applications = TreatmentApplication.objects.bulk_create(
            (self._application(n, counter, product, reviewer) for n, counter, product in places), batch_size=1000
        )
        entitled = Entitlement.objects.bulk_create(map(self._entitlement, applications), batch_size=1000)
        ConfirmedManufacturer.objects.bulk_create(map(_confirmed, entitled), batch_size=5000)
        return entitled

    def _application(self, n: int, counter: Counter, product: Product, reviewer: Account) -> TreatmentApplication:
        first = self.years.first
        return TreatmentApplication(
            number=f"L{n:08}{counter.product[-6:]}",
            state=ApplicationState.APPROVED,
            person_id=psn_no(n),
            insurance_type=self.insured(n),
            insured_area_id=COUNTY,
            serving_area_id=COUNTY,
            signer_name=name(n),
            drug=product.drug,
            product=product,
            hospital_id=HOSPITAL,
            pharmacy_id=counter.institution,
            physician_id=PHYSICIAN,
            diagnosis_code="C34.900",
            diagnosis="肺恶性肿瘤",
            application_date=first,
            grounds="演练",
            usage="每日一次",
            signed_on=first,
            decided_by=reviewer,
            decided_on=first,
        )

    def _entitlement(self, application: TreatmentApplication) -> Entitlement:
        return Entitlement(
            application=application,
            person_id=application.person_id,
            drug=application.drug,
            generic_name=application.drug.generic_name,
            field_id="load",
            diagnosis_code=application.diagnosis_code,
            insured_area_id=COUNTY,
            hospital_id=HOSPITAL,
            pharmacy_id=application.pharmacy_id,
            period=self.years,
            granted=self.years,
        )


def _confirmed(entitled: Entitlement) -> ConfirmedManufacturer:
    return ConfirmedManufacturer(
        entitlement=entitled,
        manufacturer=entitled.application.product.manufacturer,
        physician_id=PHYSICIAN,
        hospital_id=HOSPITAL,
        confirmed_on=entitled.period.first,
    )
