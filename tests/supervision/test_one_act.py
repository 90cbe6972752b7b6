"""A drug from the national list to a patient and back under Jiangsu's act: whatever is written down names no other act.

Every step is a real action of the floor that owns it. What is read at the end is every row of the database.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db.models import Q

from catalog.drugs import actions as drugs
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.listings import actions as listings
from catalog.listings.words import DelistingCause
from catalog.prices import actions as prices
from catalog.products import actions as products
from catalog.products.models import Product
from catalog.products.words import Route
from eligibility.applications import actions as applications
from eligibility.applications.actions.filing import Form
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.materials import Gap
from eligibility.applications.words import MaterialKind
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.words import InsuranceType
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.actions import Line, Order
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.rules.supply import Regimen
from kit.period import Period
from physicians.agreements import actions as agreements
from physicians.institutions import actions as institutions
from physicians.institutions.models import Institution
from physicians.responsible import actions as physicians
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import Title
from province.calendar.actions import load_published_year
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.actions import Limit, Rate
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind, RateKind
from settlement.traces.actions import declare, list_product
from supervision.alerts import actions as alerts
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind, AlertResult
from tests.eligibility.conftest import hand_in
from tests.factories.catalog import FieldFactory
from tests.factories.eligibility import PersonFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import ClientFactory
from tests.settlement.scene import Scene
from tests.support.figures import set_by_two

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))

# What happens here and the act does not speak of, or no act.
SILENT = {
    "calendar_year load", "claim reverse", "institution appoint", "institution register", "limit set",
    "manufacturer register", "product set_listed_price", "proposal confirm", "proposal propose", "uncoded_product list",
    "uncoded_stock declare",
}  # fmt: skip


def official(role: Role, area: str = "320000") -> Account:
    return AccountFactory(role=role, area=AreaFactory(code=area))


def designated(code: str) -> Institution:
    """Register an institution of Nanjing and sign its agreement."""
    agency = official(Role.PROVINCIAL_AGENCY)
    institution = institutions.register(code=code, name=code, area=AreaFactory(code="320102"), by=agency, on=DAY)
    agreements.sign(institution=institution, period=YEAR, document="协议", by=agency, on=DAY)
    return institution


def appointed(role: Role, institution: Institution) -> Account:
    account = AccountFactory(role=role, area=None)
    institutions.appoint(account=account, institution=institution, by=official(Role.PROVINCIAL_AGENCY), on=DAY)
    return account


def listed_product() -> Product:
    """Enter a negotiated drug with its agreement, list it, and take its price over."""
    admin = official(Role.CATALOG_ADMIN)
    drug = drugs.register(generic_name="奥希替尼", dosage_form="片剂", field=FieldFactory(), by=admin, on=DAY)
    drugs.describe(
        drug=drug, section=NationalSection.NEGOTIATED, restricted_scope="限成人患者。", first=YEAR.first,
        document="目录", by=admin, on=DAY,
    )  # fmt: skip
    drugs.agree(drug=drug, period=YEAR, printed_standard="34.31/0.1g/片", document="目录", by=admin, on=DAY)
    listings.open(drug=drug, origin=DrugOrigin.NEGOTIATED, first=YEAR.first, document="通知", by=admin, on=DAY)
    product = products.register(
        code="XL01E000001", drug=drug, manufacturer=products.register_manufacturer(name="甲厂", by=admin, on=DAY),
        specification="0.1g", pack="10片/盒", units_per_pack=10, unit="片", approval_number="国药准字H20260001",
        by=admin, on=DAY,
    )  # fmt: skip
    products.describe(
        product=product, route=Route.ORAL, label_indication="用于成人患者。", first=YEAR.first, document="说明书",
        by=admin, on=DAY,
    )  # fmt: skip
    set_by_two(prices.NationalStandard(product.pk, Decimal("343.10")), YEAR.first)
    prices.set_listed_price(product=product, amount=Decimal(340), first=YEAR.first, document="挂网", by=admin, on=DAY)
    return product


def published_physician(hospital: Institution, office: Account) -> ResponsiblePhysician:
    city, agency = official(Role.REVIEWER, "320100"), official(Role.PROVINCIAL_AGENCY)
    named = {"code": "D320102000001", "name": "陈明", "title": Title.ASSOCIATE_CHIEF, "specialty": "肿瘤科"}
    account, fields = appointed(Role.PHYSICIAN, hospital), [FieldFactory()]
    naming = {"hospital": hospital, "account": account, "treatment_fields": fields, "by": office, "on": DAY, **named}
    physician = physicians.nominate(**naming)
    physician = physicians.record(physician=physician, by=city, on=DAY)
    physicians.publish(physicians=[physician], document="名单1号", first=DAY, by=agency, on=DAY)
    physicians.suspend(physician=physician, last_day=DAY, why="核查", by=agency, on=DAY)
    physicians.publish(physicians=[physician], document="名单2号", first=date(2026, 11, 24), by=agency, on=DAY)
    physician.refresh_from_db()
    return physician


def filed_application(
    physician: ResponsiblePhysician, office: Account, product: Product, pharmacy: Institution
) -> TreatmentApplication:
    """Walk a form through everybody's hands, once back for its papers and once past its term."""
    by, clerk = physician.account, official(Role.CLERK, "320100")
    assert by is not None
    form = Form(
        drug=product.drug, product=product, hospital=physician.hospital, pharmacy=pharmacy, diagnosis_code="C34.900",
        diagnosis="肺恶性肿瘤", application_date=DAY, grounds="基因检测阳性", usage="每日一次",
        meets_label=True, meets_scope=True, identity_checked=True, signer_name="周秀英",
    )  # fmt: skip
    person = PersonFactory(enrolment__area=AreaFactory(code="320102"))
    case = applications.draft(person=person, form=form, by=by, on=DAY)
    case = applications.sign(application=applications.update(application=case, form=form, by=by, on=DAY), by=by, on=DAY)
    case = applications.hand_back(application=case, why="补写理由", by=office, on=DAY)
    case = applications.sign(application=applications.update(application=case, form=form, by=by, on=DAY), by=by, on=DAY)
    case = applications.transmit(application=case, by=office, on=DAY)
    gaps = [Gap(MaterialKind.CREDENTIAL), Gap(MaterialKind.MEDICAL)]
    applications.return_for_correction(application=case, gaps=gaps, by=clerk, on=DAY)
    hand_in(case, office, DAY, "credential_copy", "medical_papers")
    applications.supplement(application=case, by=office, on=DAY)
    applications.mark_overdue(on=date(2026, 12, 1))
    return applications.file(application=case, by=clerk, on=DAY)


def prescription_on(entitlement: Entitlement, by: Account) -> Prescription:
    line = Line(
        product=entitlement.application.product, quantity=Decimal(1), regimen=Regimen(Decimal(1)), usage="每日一次"
    )
    order = Order(lines=[line], diagnosis_code="C34.900", diagnosis="肺恶性肿瘤", identity_checked=True)
    return prescriptions.issue(entitlement=entitlement, order=order, by=by, on=DAY)


def set_figures() -> None:
    """What Nanjing pays its employees, and up to which limits."""
    city, employee = AreaFactory(code="320100").pk, InsuranceType.EMPLOYEE
    for kind in RateKind:
        set_by_two(Rate(city, employee, kind, Decimal("0.70"), Decimal(0), Decimal(0), False), YEAR.first)
    for limit in LimitKind:
        set_by_two(Limit(city, employee, limit, Decimal(100000)), YEAR.first)


def sell_and_take_back(prescription: Prescription, pharmacy: Institution) -> None:
    """Settle without a trace code, which is noted, take it back, and be refused for want of a limit."""
    scene = Scene.of(prescription, ClientFactory(institution=pharmacy))
    list_product(product=scene.product, period=Period(DAY, None), document="演示", by=AccountFactory(), on=DAY)
    declare(institution=pharmacy, product=scene.product, packs=1, by=AccountFactory(), on=DAY)
    sold = scene.settle(scene.order(scene.line(codes=(), no_code_reason="old_stock")))
    assert sold.status == 201, sold.body
    scene.reverse(scene.account.claims.get().pk)
    AnnualLimit.objects.all().delete()
    assert "LIMITS_MISSING" in scene.settle().body


@pytest.fixture
def lived(settings: Any, tmp_path: Path) -> None:
    """Everything happened that can happen under the act."""
    settings.PROVINCE, settings.DOCUMENT_ROOT = "jiangsu", tmp_path
    load_published_year(year=2026, by=None, on=DAY)
    hospital, pharmacy, product = designated("H32010200001"), designated("P32010200001"), listed_product()
    office, supervisor = appointed(Role.INSURANCE_OFFICE, hospital), official(Role.SUPERVISOR, "320100")
    physician = published_physician(hospital, office)
    entitlement = filed_application(physician, office, product, pharmacy).entitlement
    set_figures()
    sell_and_take_back(prescription_on(entitlement, physician.account), pharmacy)
    noted = Alert.objects.get(kind=AlertKind.SALE_NOTED)
    alerts.dismiss(alert=noted, result=AlertResult.UPHELD, reason="已核实。", by=supervisor, on=DAY)
    cause = SuspensionCause.INVESTIGATION
    entitlements.suspend(entitlement=entitlement, cause=cause, first=DAY, by=supervisor, on=DAY)
    entitlements.resume(entitlement=entitlement, cause=cause, by=supervisor, on=DAY)
    end_everything(product, pharmacy, physician)


def end_everything(product: Product, pharmacy: Institution, physician: ResponsiblePhysician) -> None:
    agency, told = official(Role.PROVINCIAL_AGENCY), {"last_day": DAY, "on": DAY}
    admin = official(Role.CATALOG_ADMIN)
    listings.delist(drug=product.drug, cause=DelistingCause.NEGATIVE_LIST, document="通知", by=admin, **told)
    physicians.remove(physician=physician, why="调离", by=agency, **told)
    tomorrow = date(2026, 11, 24)
    institutions.suspend(institution=pharmacy, cause="查", first=tomorrow, by=agency, on=DAY)
    institutions.resume(institution=pharmacy, first=date(2026, 11, 26), why="查清", by=agency, on=DAY)
    agreements.end(institution=pharmacy, reason="期满不续", by=agency, **told)


def rows_naming(text: str) -> Iterator[str]:
    """Every row of the database in which a text stands."""
    for model in apps.get_models():
        for row in model._default_manager.all():
            if text in serialize("json", [row]):
                yield f"{model._meta.label} {row.pk}: {row}"


@pytest.mark.usefixtures("lived")
def test_nothing_that_is_written_down_names_another_act() -> None:
    assert list(rows_naming("HN-")) == []
    assert list(rows_naming("JS-"))


@pytest.mark.usefixtures("lived")
def test_every_floor_has_spoken_and_each_cites_the_act_or_is_known_to_be_silent() -> None:
    assert set(Event.objects.values_list("noun", flat=True)) >= {
        "drug", "product", "institution", "physician", "application", "entitlement", "prescription", "claim", "alert",
    }  # fmt: skip
    assert set(Alert.objects.values_list("kind", flat=True)) == {
        AlertKind.APPLICATION_OVERDUE, AlertKind.SALE_NOTED, AlertKind.POLICY_MISSING
    }  # fmt: skip
    silent = Event.objects.exclude(Q(obligation__startswith="JS-"))
    assert {" ".join(each) for each in silent.values_list("noun", "verb")} == SILENT
