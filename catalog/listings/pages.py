"""Listing, renewing and removing a drug, by the catalogue administrator: what each step asks for."""

from collections.abc import Mapping

from django.shortcuts import get_object_or_404
from django.urls import reverse

from catalog.admissions.queries import last_fault
from catalog.drugs.models import Drug
from catalog.drugs.queries import terms_on, visible_to
from catalog.listings import actions
from catalog.listings.cycle import LISTING
from catalog.listings.forms import ListingForm, RemovalForm, RenewalForm
from catalog.listings.queries import lapsed_listing, listing_on, state_of
from kit.clock import today
from kit.life_cycle import Transition
from province.frame.rows import Asking, FormOf, Key, PagedSteps, plain
from province.staff.models import Account


def listing_form(asking: Asking[Drug]) -> ListingForm:
    """Return the form of a listing, which usually begins today."""
    return ListingForm(asking.data, from_system={"first": today()})


def removal_form(asking: Asking[Drug]) -> RemovalForm:
    """Return the form of a removal, which usually takes effect after today: of what has run out, as of its last day;
    where the last product has left for a fault, for the same."""
    day = today()
    waiting, fault = lapsed_listing(asking.thing, day), last_fault(asking.thing, day)
    ground = {"cause": fault.cause, "document": fault.end_document} if fault else {}
    last_day = waiting.last_day if waiting else max(day, fault.last_day or day) if fault else day
    return RemovalForm(asking.data, from_system={"last_day": last_day, **ground})


FORMS: Mapping[str, FormOf[Drug]] = {"listing": listing_form, "renewal": plain(RenewalForm), "removal": removal_form}


class ListingSteps(PagedSteps[Drug]):
    """The steps of a drug's days in the list, each on its page."""

    cycle = LISTING
    actions = actions
    argument = "drug"
    forms = FORMS

    def find(self, user: Account, key: Key) -> Drug:
        drug: Drug = get_object_or_404(visible_to(user), pk=key)
        return drug

    def name_of(self, thing: Drug) -> str:
        return str(thing)

    def state_of(self, thing: Drug) -> str:
        return state_of(thing, today())

    def steps_for(self, thing: Drug, user: Account) -> list[Transition]:
        """What is to leave the list is not renewed."""
        listing = listing_on(thing, today())
        leaving = listing is not None and listing.delisted_for != ""
        return [row for row in super().steps_for(thing, user) if not (leaving and row.verb == "renew")]

    def confirmation_of(self, _row: Transition, thing: Drug) -> str:
        return thing.generic_name

    def crumbs(self, thing: Drug) -> tuple[tuple[str, str], ...]:
        return (("药品", reverse("catalog:drugs")), (str(thing), reverse("catalog:drug", args=[thing.pk])))

    def facts(self, thing: Drug) -> dict[str, str]:
        terms = terms_on(thing, today())
        return {"药品": str(thing), "限定支付范围": terms.restricted_scope if terms else "—"}


STEPS = ListingSteps()
