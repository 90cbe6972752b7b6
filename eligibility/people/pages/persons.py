"""Insured persons: found by name or number, each search kept; shown masked, revealed with a reason on record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from eligibility.applications.queries import applications, patients
from eligibility.entitlements.queries import entitlements
from eligibility.people import actions as act
from eligibility.people.deeds import PERSON
from eligibility.people.errors import PersonUnknown
from eligibility.people.forms.finding import LookUpForm
from eligibility.people.forms.revealing import RevealForm
from eligibility.people.models import InsuredPerson
from eligibility.people.pages.roles import PEOPLE_READERS, REVEALERS
from eligibility.people.queries import persons
from kit.clock import today
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.panels import panels_of
from province.staff.models import Account

MOST_PEOPLE = 20


@sensitive_post_parameters("words")
@page(roles=PEOPLE_READERS)
def find(request: HttpRequest) -> HttpResponse:
    form, people = LookUpForm(form_data(request)), []
    if request.method == "POST" and form.is_valid():
        people = look_up(who(request), form.cleaned_data["words"])
        if len(people) == 1:
            return redirect("eligibility:person", people[0].identity_hash)
        if not people:
            form.add_error("words", PersonUnknown.message)
    shown, is_cut = people[:MOST_PEOPLE], len(people) > MOST_PEOPLE
    return render(request, "eligibility/find_person.html", {"form": form, "people": shown, "is_cut": is_cut})


def look_up(user: Account, words: str) -> list[InsuredPerson]:
    """Whom the user may see under this name or number, one more than are shown; that he looked stays on record."""
    people = list(persons.looked_up(words, patients.visible_to(user))[: MOST_PEOPLE + 1])
    act.note_search(found=len(people), by=user, on=today())
    return people


def person_seen(request: HttpRequest, key: str) -> InsuredPerson:
    """The person behind the keyed hash that stands in the address: no number of his does."""
    return get_object_or_404(patients.visible_to(who(request)), identity_hash=key)


@page(roles=PEOPLE_READERS)
def person(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, person_seen(request, key))


@sensitive_post_parameters("why")
@page(roles=REVEALERS, once=True)
def reveal(request: HttpRequest, key: str) -> HttpResponse:
    """The identity number whole, once, on this answer only."""
    person, form = person_seen(request, key), RevealForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        whole = act.reveal(person=person, why=form.cleaned_data["why"], by=who(request), on=today())
        return _page(request, person, whole=whole)
    return _page(request, person, form=form)


def _page(
    request: HttpRequest, person: InsuredPerson, *, whole: str = "", form: RevealForm | None = None
) -> HttpResponse:
    user = who(request)
    mine = applications.for_lists(applications.visible_to(user).filter(person=person)).order_by("-id")[:20]
    rights = entitlements.for_lists(entitlements.visible_to(user).filter(person=person)).order_by("-id")[:20]
    context = {
        "person": person,
        "whole": whole,
        "enrolments": person.enrolments.select_related("area__parent").order_by("-first_day"),
        "holds": person.holds.order_by("-first_day"),
        "recognitions": person.recognitions.order_by("-first_day"),
        "applications": mine,
        "entitlements": rights,
        "panels": panels_of(PERSON, person.pk, user),
        "may_reveal": user.role in REVEALERS,
        "reveal_form": form or RevealForm(),
    }
    return render(request, "eligibility/person.html", context)
