"""What the steps of an entitlement ask for; all else stands in their rows."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from catalog.products.models import Product
from eligibility.entitlements import actions
from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.forms import InstitutionsForm, ManufacturerForm, ResumeForm, SuspendForm
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.words import EntitlementState
from eligibility.people.forms.fields import institution_text
from kit.clock import today
from kit.forms import PageForm
from physicians.responsible.queries import for_field
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
    """Return the form of another manufacturer: products of those not confirmed yet, physicians of the hospital."""
    entitlement = asking.thing
    on_record = entitlement.manufacturers.values("manufacturer")
    products = Product.objects.filter(drug=entitlement.drug).exclude(manufacturer__in=on_record)
    return ManufacturerForm(
        asking.data,
        products=products.select_related("manufacturer"),
        physicians=for_field(entitlement.field, today()).filter(hospital=entitlement.hospital),
        prefix=asking.prefix,
    )


FORMS: Mapping[str, FormOf[Entitlement]] = {
    "suspension": suspend_form,
    "resumption": resume_form,
    "institutions": institutions_form,
    "manufacturer": manufacturer_form,
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
        """Return the buttons with their forms; where nothing was ever suspended, nothing is asked about it."""
        offers = super().offers_with(thing, user, refusals)
        if thing.suspensions.all():
            return offers
        words = "没有可以恢复或取消的暂停。"
        return [replace(each, form=None, refusal=words) if each.row.verb == "resume" else each for each in offers]

    def onward(self, user: Account, thing: Entitlement) -> HttpResponse:
        return redirect("eligibility:entitlement", thing.pk)
