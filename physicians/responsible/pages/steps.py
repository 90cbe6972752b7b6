"""The hospital names, the city reviews or records, the province publishes: what each step asks for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kit.clock import today
from kit.life_cycle import NEW, Transition
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of
from physicians.responsible import actions
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.errors import OtherHospital
from physicians.responsible.forms import NominationForm, PublicationForm, ReasonForm, StopForm, known_of
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.pages.shown import fields_of
from physicians.responsible.queries import awaiting, steps_of, visible_to
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.rows import Asking, FormOf, Key, PagedSteps, plain
from province.frame.steps import Step, perform
from province.law.queries.policy import cycle_in_use
from province.staff.models import Account

LIST = "physicians:physicians"


def nomination_form(asking: Asking[ResponsiblePhysician]) -> NominationForm:
    """Return the form of a nomination made again, filled in with what was returned."""
    return NominationForm(own_hospital(asking.user), asking.data, from_system=known_of(asking.thing))


def publication_form(asking: Asking[ResponsiblePhysician]) -> PublicationForm:
    """Return the form of a publication of one physician, also of one who comes back from suspension."""
    return PublicationForm(visible_to(asking.user).filter(pk=asking.thing.pk), today(), asking.data)


def stop_form(asking: Asking[ResponsiblePhysician]) -> StopForm:
    """Return the form of a suspension or removal, which usually takes effect after today."""
    return StopForm(asking.data, from_system={"last_day": today()})


def own_hospital(user: Account) -> Institution:
    """Return the hospital that an account speaks for. Raises OtherHospital."""
    hospital = institution_of(user)
    if hospital is None:
        raise OtherHospital
    return hospital


FORMS: Mapping[str, FormOf[ResponsiblePhysician]] = {
    "nomination": nomination_form,
    "publication": publication_form,
    "reason": plain(ReasonForm),
    "stop": stop_form,
}


class PhysicianSteps(PagedSteps[ResponsiblePhysician]):
    """The steps of a responsible physician, each on its page."""

    cycle = PHYSICIAN
    actions = actions
    argument = "physician"
    forms = FORMS

    def find(self, user: Account, key: Key) -> ResponsiblePhysician:
        physician: ResponsiblePhysician = get_object_or_404(visible_to(user), pk=key)
        return physician

    def name_of(self, thing: ResponsiblePhysician) -> str:
        return thing.name

    def state_of(self, thing: ResponsiblePhysician) -> str:
        return thing.state

    def steps_for(self, thing: ResponsiblePhysician, user: Account) -> list[Transition]:
        return steps_of(user, thing.state)

    def arguments_of(self, row: Transition, thing: ResponsiblePhysician, user: Account) -> dict[str, object]:
        """A nomination names the hospital, a publication whom its form has chosen."""
        if row.verb == "nominate":
            return {"hospital": own_hospital(user)}
        return {} if row.verb == "publish" else super().arguments_of(row, thing, user)

    def crumbs(self, thing: ResponsiblePhysician) -> tuple[tuple[str, str], ...]:
        return (*list_crumbs(), (thing.name, reverse("physicians:physician", args=[thing.pk])))

    def facts(self, thing: ResponsiblePhysician) -> dict[str, str]:
        return {
            "职称": thing.get_title_display(),
            "执业专业": thing.specialty,
            "治疗领域": fields_of(thing),
            "医疗机构": thing.hospital.name,
        }


STEPS = PhysicianSteps()


def list_crumbs() -> tuple[tuple[str, str], ...]:
    return (("责任医师", reverse(LIST)),)


def step_of(row: Transition, title: str, facts: dict[str, str]) -> Step:
    """Return the page of a step that is taken from the list, on nobody yet or on many."""
    step = Step(
        title, row.button.label, row.button.consequence, f"{row.done}。", reverse(LIST), list_crumbs(), row.demand
    )
    return replace(step, facts=facts)


@page(roles=partial(STEPS.roles_of, "nominate"))
def nominate(request: HttpRequest) -> HttpResponseBase:
    """Name a physician for the first time."""
    hospital = own_hospital(who(request))
    step = step_of(cycle_in_use(PHYSICIAN).step(NEW, "nominate"), "提名责任医师", {"医疗机构": hospital.name})
    do = partial(actions.nominate, hospital=hospital, by=who(request), on=today())
    return perform(request, NominationForm(hospital, form_data(request)), step, lambda answers: do(**answers))


@page(roles=partial(STEPS.roles_of, "publish"))
def publish(request: HttpRequest) -> HttpResponseBase:
    """Publish the list: everybody who waits for it, chosen unless taken out."""
    form = PublicationForm(awaiting(who(request)), today(), form_data(request))
    step = step_of(cycle_in_use(PHYSICIAN).rows_of("publish")[0], "发布责任医师名单", {})
    do = partial(actions.publish, by=who(request), on=today())
    return perform(request, form, step, lambda answers: do(**answers))
