"""The forms that no page of the table shows by itself: second steps, what is kept while writing, and the admin's."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client as Browser
from django.urls import reverse

from catalog.drugs.models import Drug
from catalog.products.models import Product
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from eligibility.people.models import InsuredPerson
from eligibility.prescriptions.models import Prescription
from province.staff.models import Account
from province.staff.words import ADMIN_ROLES, Role
from tests.prove.forms import Sheet, sheets_of
from tests.prove.test_forms import documents, faults_of
from tests.routes.test_pages import one_of
from tests.support.browsers import browser_of

__all__ = ["documents"]

pytestmark = [
    pytest.mark.usefixtures("seeded", "documents"),
    pytest.mark.django_db,
    pytest.mark.prove,
]


def sheets_at(browser: Browser, address: str) -> list[Sheet]:
    page = browser.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    return [each for each in sheets_of(address, page.content.decode()) if each.action.endswith(address)]


def faults(browser: Browser, sheets: list[Sheet]) -> list[str]:
    assert sheets
    return [wrong for sheet in sheets for wrong in faults_of(browser, sheet)]


def test_nothing_breaks_a_new_application_for_a_patient_found() -> None:
    browser = browser_of(one_of(Role.PHYSICIAN))
    patient = InsuredPerson.objects.earliest("psn_no")
    draft = browser.post(reverse("eligibility:begin"), {"number": patient.identity.reveal()})
    assert faults(browser, sheets_at(browser, draft.url)) == []


def test_nothing_breaks_what_is_kept_while_a_draft_is_written() -> None:
    physician = one_of(Role.PHYSICIAN)
    draft = applications.visible_to(physician).filter(state=ApplicationState.DRAFT).latest("pk")
    browser = browser_of(physician)
    written = sheets_at(browser, reverse("eligibility:edit", args=[draft.pk]))
    kept = [replace(sheet, action=reverse("eligibility:keep", args=[draft.pk])) for sheet in written]
    assert faults(browser, kept) == []


def test_nothing_breaks_the_settlement_behind_a_preview() -> None:
    pharmacist = one_of(Role.PHARMACIST)
    open_here = Prescription.objects.filter(entitlement__pharmacy=pharmacist.post.institution_id, claims=None)
    rxno, browser = open_here.latest("issued_on", "rxno").pk, browser_of(pharmacist)
    tried = sheets_at(browser, reverse("settlement:sale", args=[rxno]))
    settled = [replace(sheet, action=reverse("settlement:settle", args=[rxno])) for sheet in tried]
    assert faults(browser, settled) == []


@pytest.mark.parametrize("model", sorted(admin.site._registry, key=lambda model: model._meta.label))
def test_nothing_breaks_a_form_of_the_admin(model: type[Model]) -> None:
    assert [wrong for browser, sheet in admin_forms(model) for wrong in faults_of(browser, sheet)] == []


@pytest.mark.parametrize("model", [Account, Drug, Product], ids=lambda model: model.__name__)
def test_forms_of_the_admin_are_found(model: type[Model]) -> None:
    assert list(admin_forms(model))


def admin_forms(model: type[Model]) -> Iterator[tuple[Browser, Sheet]]:
    """To add and to change one, for each role that the admin lets do so."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    latest = model._default_manager.order_by("pk").last()
    pages = [reverse(f"{name}_add"), *([reverse(f"{name}_change", args=[latest.pk])] if latest else [])]
    for role in ADMIN_ROLES:
        browser = browser_of(one_of(role))
        for page in pages:
            answer = browser.get(page)
            if answer.status_code == 200:
                sheets = sheets_of(page, answer.content.decode())
                yield from ((browser, sheet) for sheet in sheets if sheet.action.endswith(page))
