"""The rows of a life cycle on pages: the buttons an account is offered, the addresses, the view that does a step.

A story says once how a thing is found and shown, and which form each key of a row means. All else stands in the row:
who may, from which state, under which word, with what confirmation. What the act in use leaves out has no address.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType, ModuleType
from typing import Generic, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from kit.clock import today
from kit.errors import DomainError, WrongState
from kit.forms import PageForm
from kit.life_cycle import LifeCycle, Transition, one_a_door
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.panels import panels_of
from province.frame.steps import Action, Step, perform
from province.law.queries.policy import article_against, cycle_in_use
from province.staff.models import Account

Thing = TypeVar("Thing", bound=Model)
Key = int | str


@dataclass(frozen=True)
class Asking(Generic[Thing]):
    """What a form is made for: the thing, who is asked, what was sent, and the prefix of its fields."""

    thing: Thing
    user: Account
    data: QueryDict | None
    prefix: str


FormOf = Callable[[Asking[Thing]], PageForm]


def plain(kind: type[PageForm]) -> Callable[[Asking[Thing]], PageForm]:
    """Return how a form is made that asks the same of every thing."""
    return lambda asking: kind(asking.data, prefix=asking.prefix)


@dataclass(frozen=True)
class Offer:
    """One step as a page offers it: `lead` is a template before its form, `refusal` why it cannot be done now."""

    row: Transition
    title: str
    url: str
    form: PageForm | None = None
    lead: str = ""
    refusal: str = ""

    @property
    def tone(self) -> str:
        return "danger" if self.row.button.danger else "primary"


class Steps(ABC, Generic[Thing]):
    """The steps of one life cycle in the browser."""

    cycle: LifeCycle
    actions: ModuleType
    argument: str  # the name under which actions take the thing
    forms: Mapping[str, FormOf[Thing]]
    owner = ""  # the route of the page where the forms stand, unless each step has a page of its own

    @abstractmethod
    def find(self, user: Account, key: Key) -> Thing:
        """Return the thing, if it is one that the account sees. Raises Http404."""

    @abstractmethod
    def name_of(self, thing: Thing) -> str:
        """Return what the thing is called in the title of a dialog and in a message."""

    @abstractmethod
    def state_of(self, thing: Thing) -> str:
        """Return the state that the table knows it in today."""

    @abstractmethod
    def take(self, request: HttpRequest, key: Key, door: str) -> HttpResponseBase:
        """Do the step, or show what refused it."""

    def steps_for(self, thing: Thing, user: Account) -> Iterable[Transition]:
        """Return the rows that the account may take now."""
        return cycle_in_use(self.cycle).steps_for(self.state_of(thing), user.role)

    def offers(self, thing: Thing, user: Account) -> list[Offer]:
        """Return the buttons of the account, in the order of the table."""
        return [self.offer(row, thing) for row in one_a_door(self.steps_for(thing, user))]

    def offer(self, row: Transition, thing: Thing) -> Offer:
        """Return the button of a row."""
        url = reverse(f"{thing._meta.app_label}:{row.route}", args=[thing.pk])
        return Offer(row, f"{row.button.label}：{self.name_of(thing)}", url)

    def addresses(self, before: str) -> list[URLPattern]:
        """Return an address for each button; `before` names the thing, as `applications/<int:pk>/`.

        Raises AttributeError for a row whose action does not exist.
        """
        return [path(f"{before}{row.address}/", self._view(row), name=row.route) for row in self.cycle.doors()]

    def _view(self, row: Transition) -> Callable[[HttpRequest, Key], HttpResponseBase]:
        self.action_of(row)

        steps = [step.demand for step in self.cycle.behind(row.door)]

        @page(roles=partial(self.roles_of, row.door), steps=steps, owner=self.owner, deed=row.button.label)
        def view(request: HttpRequest, pk: Key) -> HttpResponseBase:
            return self.take(request, pk, row.door)

        return view

    def roles_of(self, door: str) -> frozenset[str]:
        """Return who may take a step under the act in use: nobody where the act leaves it out."""
        return frozenset[str]().union(*(row.roles for row in cycle_in_use(self.cycle).behind(door)))

    def action_of(self, row: Transition) -> Action:
        """Return the function that does a step."""
        action: Action = getattr(self.actions, row.action)
        return action

    def arguments_of(self, _row: Transition, thing: Thing, _user: Account) -> dict[str, object]:
        """Return what the action takes besides the form, by whom and when."""
        return {self.argument: thing}

    def do(self, row: Transition, thing: Thing, user: Account, answers: Mapping[str, object]) -> object:
        """Call the action with what the form says. Raises what it raises."""
        return self.action_of(row)(**self.arguments_of(row, thing, user), by=user, on=today(), **answers)


class DeskSteps(Steps[Thing]):
    """Steps whose forms stand on the screen of the thing itself; what refuses one is shown there."""

    leads: Mapping[str, str] = MappingProxyType({})

    def __init__(self, screen: Callable[[HttpRequest, Thing, Mapping[str, PageForm]], HttpResponse]) -> None:
        self.screen = screen

    @abstractmethod
    def onward(self, user: Account, thing: Thing) -> HttpResponse:
        """Return where one goes on after the step."""

    def offers_with(self, thing: Thing, user: Account, refusals: Mapping[str, PageForm]) -> list[Offer]:
        """Return the buttons of the account with their forms: empty, or as they were refused."""
        return [
            replace(
                offer,
                form=refusals.get(offer.row.door) or self.form_of(offer.row, thing, user, None),
                lead=self.leads.get(offer.row.door, ""),
            )
            for offer in self.offers(thing, user)
        ]

    def late_forms(self, request: HttpRequest, thing: Thing) -> dict[str, PageForm]:
        """Return the form that came when the session was over, as it was filled in, by the door of its step."""
        user = who(request)
        late = ((offer.row, form_data(request, offer.url)) for offer in self.offers(thing, user))
        forms = {row.door: self.form_of(row, thing, user, data) for row, data in late if data is not None}
        return {door: form for door, form in forms.items() if form is not None}

    def form_of(self, row: Transition, thing: Thing, user: Account, data: QueryDict | None) -> PageForm | None:
        """Return the form that a step asks for; None where it asks for nothing."""
        if not row.button.form:
            return None
        return self.forms[row.button.form](Asking(thing, user, data, row.address))

    def take(self, request: HttpRequest, key: Key, door: str) -> HttpResponseBase:
        user = who(request)
        thing = self.find(user, key)
        row = cycle_in_use(self.cycle).step_behind(door, self.state_of(thing))
        form = self.form_of(row, thing, user, request.POST)
        if form is not None and not form.is_valid():
            return self.screen(request, thing, {door: form})
        try:
            self.do(row, thing, user, form.cleaned_data if form else {})
        except DomainError as error:
            # Where somebody else took a step meanwhile the form is gone from the screen, so the answer is a page.
            if form is None or type(error) is WrongState:
                raise
            form.refuse(error, article_against(error))
            return self.screen(request, self.find(user, key), {door: form})
        messages.success(request, f"{self.name_of(thing)} {self.done_words(row, thing)}。")
        return self.onward(user, thing)

    def done_words(self, row: Transition, _thing: Thing) -> str:
        """Return what is said once a step is done."""
        return row.done


class PagedSteps(Steps[Thing]):
    """Steps with a page of their own: what it is about, the form, what follows, the confirmation."""

    @abstractmethod
    def crumbs(self, thing: Thing) -> tuple[tuple[str, str], ...]:
        """Return the way back, words and address; the last is the page of the thing."""

    @abstractmethod
    def facts(self, thing: Thing) -> dict[str, str]:
        """Return what the page says of the thing."""

    def confirmation_of(self, row: Transition, _thing: Thing) -> str:
        """Return the word that must be typed before what cannot be undone."""
        return row.button.label

    def take(self, request: HttpRequest, key: Key, door: str) -> HttpResponseBase:
        user = who(request)
        thing = self.find(user, key)
        row = cycle_in_use(self.cycle).step_behind(door, self.state_of(thing))
        form = self.form_of(row, thing, user, form_data(request))
        step = replace(self.step(row, thing), panels=tuple(panels_of(row.noun, thing.pk, user)))
        return perform(request, form, step, partial(self.do, row, thing, user))

    def form_of(self, row: Transition, thing: Thing, user: Account, data: QueryDict | None) -> PageForm:
        """Return the form that a step asks for; an empty one where it asks for nothing."""
        return self.forms[row.button.form](Asking(thing, user, data, "")) if row.button.form else PageForm(data)

    def step(self, row: Transition, thing: Thing) -> Step:
        """Return what the page of a step shows."""
        offer, crumbs = self.offer(row, thing), self.crumbs(thing)
        return Step(
            title=offer.title,
            button=row.button.label,
            consequence=row.button.consequence,
            done=f"{self.name_of(thing)} {row.done}。",
            back=crumbs[-1][1],
            crumbs=crumbs,
            demand=row.demand,
            tone=offer.tone,
            typed=self.confirmation_of(row, thing) if row.button.typed else "",
            facts=self.facts(thing),
        )
