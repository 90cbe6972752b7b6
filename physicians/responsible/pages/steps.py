"""The hospital names, the city reviews or records, the province publishes: each in its own page."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kit.clock import today
from kit.forms import PageForm
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of
from physicians.responsible import actions
from physicians.responsible.errors import OtherHospital
from physicians.responsible.forms import NominationForm, NothingMore, PublicationForm, ReasonForm, StopForm, known_of
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.pages.shown import fields_of
from physicians.responsible.queries import awaiting, visible_to
from province.frame.access import page, who
from province.frame.steps import Action, Step, perform, sent
from province.staff.words import Role

LIST = "physicians:physicians"
HOSPITAL, CITY, PROVINCE = [Role.INSURANCE_OFFICE], [Role.REVIEWER], [Role.PROVINCIAL_AGENCY]


def _crumbs() -> tuple[tuple[str, str], ...]:
    return (("责任医师", reverse(LIST)),)


@page(roles=HOSPITAL)
def nominate(request: HttpRequest) -> HttpResponseBase:
    return _nominate(request, {}, reverse(LIST))


@page(roles=HOSPITAL)
def nominate_again(request: HttpRequest, pk: str) -> HttpResponseBase:
    found = get_object_or_404(visible_to(who(request)), pk=pk)
    return _nominate(request, known_of(found), reverse("physicians:physician", args=[pk]))


def _nominate(request: HttpRequest, known: dict[str, object], back: str) -> HttpResponseBase:
    hospital = _own_hospital(request)
    words = "提名报市州经办机构办理，省级经办发布之后医师才能签署申请和处方。"
    step = Step(
        "提名责任医师",
        "提名",
        words,
        "提名已上报。",
        back,
        _crumbs(),
        "physician.nominate",
        facts={"医疗机构": hospital.name},
    )
    form = NominationForm(hospital, sent(request), known=known)
    do = partial(actions.nominate, hospital=hospital, by=who(request), on=today())
    return perform(request, form, step, lambda cleaned: do(**cleaned))


def _own_hospital(request: HttpRequest) -> Institution:
    hospital = institution_of(who(request))
    if hospital is None:
        raise OtherHospital
    return hospital


def _perform(
    request: HttpRequest,
    pk: str,
    form: PageForm,
    words: tuple[str, str, str],
    do: Action,
    tone: str = "primary",
    typed: str = "",
) -> HttpResponseBase:
    """The page of a step on the physician; words are the step, its consequence and demand."""
    found: ResponsiblePhysician = get_object_or_404(visible_to(who(request)), pk=pk)
    title, consequence, demand = words
    back = reverse("physicians:physician", args=[pk])
    facts = {"职称": found.get_title_display(), "执业专业": found.specialty, "治疗领域": fields_of(found)}
    facts |= {"医疗机构": found.hospital.name}
    crumbs = (*_crumbs(), (found.name, back))
    step = Step(
        f"{title}：{found.name}",
        title,
        consequence,
        f"{found.name} 已{title}。",
        back,
        crumbs,
        demand,
        tone,
        typed,
        facts=facts,
    )
    return perform(request, form, step, lambda cleaned: do(physician=found, by=who(request), on=today(), **cleaned))


@page(roles=CITY)
def review(request: HttpRequest, pk: str) -> HttpResponseBase:
    words = ("审核通过", "该医师转省级经办机构发布。", "physician.review")
    return _perform(request, pk, NothingMore(sent(request)), words, actions.review)


@page(roles=CITY)
def record(request: HttpRequest, pk: str) -> HttpResponseBase:
    words = ("备案", "该医师报省级发布。", "physician.record")
    return _perform(request, pk, NothingMore(sent(request)), words, actions.record)


@page(roles=CITY)
def return_(request: HttpRequest, pk: str) -> HttpResponseBase:
    words = ("退回医院", "医院改正之后可以重新提名。", "physician.return")
    return _perform(request, pk, ReasonForm(sent(request)), words, actions.return_)


@page(roles=PROVINCE)
def publish(request: HttpRequest) -> HttpResponseBase:
    """The list: everybody who waits for publication, chosen unless taken out."""
    return _publish(request, awaiting(who(request)))


@page(roles=PROVINCE)
def publish_one(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One physician; also one who comes back from suspension."""
    one = visible_to(who(request)).filter(pk=get_object_or_404(visible_to(who(request)), pk=pk).pk)
    return _publish(request, one)


def _publish(request: HttpRequest, waiting: QuerySet[ResponsiblePhysician]) -> HttpResponseBase:
    form = PublicationForm(waiting, today(), sent(request))
    words = "所选医师自发布日起在全省名单上，可以签署申请和处方；有一人不符合则全部不发布。"
    step = Step("发布责任医师名单", "发布", words, "名单已发布。", reverse(LIST), _crumbs(), "physician.publish")
    do = partial(actions.publish, by=who(request), on=today())
    return perform(request, form, step, lambda cleaned: do(**cleaned))


@page(roles=PROVINCE)
def suspend(request: HttpRequest, pk: str) -> HttpResponseBase:
    words = ("暂停", "末个有效日之后不能签署申请和处方，可以再次发布。", "physician.suspend")
    form = StopForm(sent(request), known={"last_day": today()})
    return _perform(request, pk, form, words, actions.suspend, tone="danger")


@page(roles=PROVINCE)
def remove(request: HttpRequest, pk: str) -> HttpResponseBase:
    words = ("移出", "该医师不再是责任医师，不能恢复。", "physician.remove")
    form = StopForm(sent(request), known={"last_day": today()})
    return _perform(request, pk, form, words, actions.remove, tone="danger", typed="移出")
