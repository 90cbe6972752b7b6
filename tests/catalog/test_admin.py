"""Single entries in the Django admin: a face like the others, which calls the actions."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.drugs.models import Drug, NationalAgreement
from catalog.fields.models import TherapeuticField
from catalog.products.models import Manufacturer, Product
from kit.clock import today
from province.events.models import Event
from province.proposals.models import Proposal
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import (
    DrugFactory,
    FieldFactory,
    ManufacturerFactory,
    NationalAgreementFactory,
    ProductFactory,
)
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

MODELS = ("drug", "product", "manufacturer", "nationalagreement", "therapeuticfield")
DRUG = {"generic_name": "甲药", "dosage_form": "片剂"}


def add(desk: Client, model: str, **form: Any) -> int:
    return desk.post(f"/admin/catalog/{model}/add/", form).status_code


def test_a_drug_is_registered_with_its_sound_and_an_event(desk: Client, curator: Account) -> None:
    assert add(desk, "drug", **DRUG, field=FieldFactory().pk) == 302
    assert Drug.objects.get().pinyin.startswith("jiayao")
    assert Event.objects.get(noun="drug", verb="register").actor == curator


def test_a_drug_is_not_registered_twice(desk: Client) -> None:
    DrugFactory(generic_name="甲药", dosage_form="片剂")
    assert add(desk, "drug", **DRUG, field=FieldFactory().pk) == 200
    assert Drug.objects.count() == 1


def test_a_whole_drug_can_be_entered_by_hand(desk: Client) -> None:
    drug, manufacturer = DrugFactory(), ManufacturerFactory()
    period = {"period_first": "2026-01-01", "period_last": "2027-12-31"}
    assert add(desk, "nationalagreement", drug=drug.pk, printed_standard="*", document="国", **period) == 302
    product = {
        "code": "X1", "drug": drug.pk, "manufacturer": manufacturer.pk, "specification": "0.1g", "pack": "10片/盒",
        "units_per_pack": 10, "unit": "片", "approval_number": "国药",
    }  # fmt: skip
    assert add(desk, "product", **product) == 302
    assert (NationalAgreement.objects.count(), Product.objects.count()) == (1, 1)


@pytest.mark.obligation("HN-12.2")
def test_a_standard_without_an_agreement_is_refused(desk: Client) -> None:
    address = reverse("catalog:take_over_standard", args=[ProductFactory().pk])
    answer = desk.post(address, {"amount": "10", "first": str(today()), "document": "国"})
    assert "NO_AGREEMENT" in [error.code for error in answer.context["form"].non_field_errors().as_data()]
    assert not Proposal.objects.exists()


def test_a_company_and_a_field_are_entered_and_a_field_corrected(desk: Client) -> None:
    assert add(desk, "manufacturer", name="甲厂") == 302
    assert add(desk, "therapeuticfield", code="bone", name="骨病", specialties="骨科,康复科") == 302
    desk.post("/admin/catalog/therapeuticfield/bone/change/", {"name": "骨科疾病", "specialties": "骨科"})
    assert TherapeuticField.objects.get().specialties == ["骨科"]
    assert Manufacturer.objects.get().name == "甲厂"


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_sees_the_catalogue_here(model: str, db: None) -> None:
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        client = browser_of(AccountFactory(role=role))
        assert client.get(f"/admin/catalog/{model}/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted_here(model: str, desk: Client) -> None:
    NationalAgreementFactory()
    drug = Drug.objects.get()
    assert desk.get(f"/admin/catalog/{model}/").status_code == 200
    assert desk.post(f"/admin/catalog/drug/{drug.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Drug.objects.exists()


def test_a_registered_drug_is_only_looked_at(desk: Client) -> None:
    drug = DrugFactory(dosage_form="片剂")
    assert desk.get(f"/admin/catalog/drug/{drug.pk}/change/").status_code == 200
    desk.post(f"/admin/catalog/drug/{drug.pk}/change/", DRUG | {"dosage_form": "胶囊剂"})
    drug.refresh_from_db()
    assert drug.dosage_form == "片剂"
