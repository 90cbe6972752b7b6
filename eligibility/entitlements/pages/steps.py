"""What the steps of an entitlement ask for; all else stands in their rows."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from catalog.products.models import Product
from eligibility.entitlements import actions
from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.forms import (
    FindingForm,
    FindingRefusalForm,
    InstitutionsForm,
    ManufacturerForm,
    ResumeForm,
    SuspendForm,
)
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.queries.findings import for_lists, open_findings
from eligibility.entitlements.words import BY_HAND, EntitlementState
from eligibility.people.forms.fields import institution_text
from kit.clock import today
from kit.forms import PageForm
from kit.life_cycle import Transition
from province.frame.rows import Asking, DeskSteps, FormOf, Key, Offer
from province.staff.models import Account
from province.staff.words import Role


def suspend_form(asking: Asking[Entitlement]) -> SuspendForm:
    """Return the form of a suspension, which usually begins today."""
    return SuspendForm(asking.data, prefix=asking.prefix, from_system={"first": today()})


def resume_form(asking: Asking[Entitlement]) -> ResumeForm:
    """Return the form of a resumption, which usually pays again today."""
    return ResumeForm(asking.data, prefix=asking.prefix, from_system={"first": today()})


def institutions_form(asking: Asking[Entitlement]) -> InstitutionsForm:
    """Return the form of a choice of institutions, filled in with the present one."""
    entitlement = asking.thing
    initial = {"hospital": institution_text(entitlement.hospital)}
    initial["pharmacy"] = institution_text(entitlement.pharmacy) if entitlement.pharmacy else ""
    return InstitutionsForm(asking.data, prefix=asking.prefix, initial=initial)


def manufacturer_form(asking: Asking[Entitlement]) -> ManufacturerForm:
    """Return the form of another manufacturer: products of those that are not confirmed yet."""
    entitlement = asking.thing
    on_record = entitlement.manufacturers.values("manufacturer")
    products = Product.objects.filter(drug=entitlement.drug).exclude(manufacturer__in=on_record)
    return ManufacturerForm(asking.data, products=products.select_related("manufacturer"), prefix=asking.prefix)


def finding_form(kind: type[FindingForm]) -> FormOf[Entitlement]:
    """Return how the form is made that answers one of the entitlement's open findings."""

    def form(asking: Asking[Entitlement]) -> FindingForm:
        findings = for_lists(open_findings(asking.user)).filter(entitlement=asking.thing)
        return kind(asking.data, findings=findings, prefix=asking.prefix)

    return form


FORMS: Mapping[str, FormOf[Entitlement]] = {
    "suspension": suspend_form,
    "resumption": resume_form,
    "institutions": institutions_form,
    "manufacturer": manufacturer_form,
    "finding": finding_form(FindingForm),
    "refusal": finding_form(FindingRefusalForm),
}


# What is said of a suspension by the state in which it leaves today.
OUTCOMES: Mapping[tuple[str, str], str] = {
    ("resume", EntitlementState.ACTIVE): "已恢复，今天起可以享受",
    ("resume", EntitlementState.SUSPENDED): "已更改暂停期，今天仍在暂停中",
    ("suspend", EntitlementState.ACTIVE): "已设定暂停期，今天仍可享受",
}


class EntitlementSteps(DeskSteps[Entitlement]):
    """The steps of an entitlement, on its screen."""

    cycle = ENTITLEMENT
    actions = actions
    argument = "entitlement"
    forms = FORMS
    owner = "eligibility:entitlement"

    def find(self, user: Account, key: Key) -> Entitlement:
        """Return the entitlement, if the account sees it; a physician also sees what he may prescribe for."""
        mine = entitlements.visible_to(user).filter(pk=key)
        if user.role == Role.PHYSICIAN:
            prescribable = entitlements.prescribable_by(user, today()).values("pk")
            mine = mine | Entitlement.objects.filter(pk__in=prescribable, id=key)
        return get_object_or_404(entitlements.for_page(mine), pk=key)

    def name_of(self, thing: Entitlement) -> str:
        return f"{thing.person.name}，{thing.generic_name}"

    def state_of(self, thing: Entitlement) -> str:
        state = thing.state_on(today())
        return EntitlementState.ACTIVE if state == EntitlementState.COMING else state

    def offers_with(self, thing: Entitlement, user: Account, refusals: Mapping[str, PageForm]) -> list[Offer]:
        """Return the buttons with their forms; where nothing was suspended or found, nothing is asked about it."""
        idle: dict[str, str] = {}
        causes = {suspension.cause for suspension in thing.suspensions.all()}
        if not causes:
            idle["resume"] = "没有可以恢复或取消的暂停。"
        elif causes.isdisjoint(BY_HAND):
            idle["resume"] = "药品目录到期的暂停，药品续约后自行恢复。"
        if user.role == Role.INSURANCE_OFFICE and not open_findings(user).filter(entitlement=thing).exists():
            idle |= dict.fromkeys(("confirm_manufacturer", "refuse_manufacturer"), "还没有本院责任医师的认定。")
        offers = super().offers_with(thing, user, refusals)
        return [
            replace(offer, form=None, refusal=idle[offer.row.verb]) if offer.row.verb in idle else offer
            for offer in offers
        ]

    def done_words(self, row: Transition, thing: Entitlement) -> str:
        """Return what a step came to: days may have been changed while today stays as it was."""
        state = Entitlement.objects.get(pk=thing.pk).state_on(today())
        return OUTCOMES.get((row.verb, state), row.done)

    def onward(self, user: Account, thing: Entitlement) -> HttpResponse:
        return redirect("eligibility:entitlement", thing.pk)
