"""What the first page and the notices tell of applications: what came back, what is next, what others did."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from eligibility.applications.models import ExpertOpinion, TreatmentApplication
from eligibility.applications.pages.shown import due, state_tone
from eligibility.applications.queries import applications
from eligibility.applications.words import DECIDED, ApplicationState
from kit.clock import today
from kit.pages.parts import Tone
from province.frame.briefing import MOST_LINES, Line, yesterday
from province.staff.models import Account
from province.staff.words import Role

LIST = "eligibility:applications"


def _page(case: TreatmentApplication) -> str:
    return reverse("eligibility:case", args=[case.pk])


def _next(account: Account, queue: QuerySet[TreatmentApplication]) -> Iterator[Line]:
    """The first of a queue, as the role may see them: an expert reads no name."""
    for case in applications.in_order(applications.for_lists(queue))[:MOST_LINES]:
        name = "" if account.role is Role.EXPERT else f"{case.person.name}，"
        yield Line(case.number, _page(case), f"{name}{case.drug_name}", due=due(case))


def next_at_intake(account: Account) -> Iterable[Line]:
    return _next(account, applications.intake_queue(account))


def next_to_decide(account: Account) -> Iterable[Line]:
    """A reviewer's own turn; his supervisor sees all that is not decided."""
    is_reviewer = account.role is Role.REVIEWER
    return _next(account, applications.to_decide(account) if is_reviewer else applications.review_queue(account))


def next_for_opinion(account: Account) -> Iterable[Line]:
    return _next(account, applications.waiting_for_opinion(account))


def next_to_endorse(account: Account) -> Iterator[Line]:
    """What lies longest at the hospital's insurance office."""
    for case in applications.for_lists(applications.to_endorse(account)).order_by("signed_on", "pk")[:MOST_LINES]:
        detail = f"{case.person.name}，{case.drug_name}，{case.physician.name} {case.signed_on} 签章"
        yield Line(case.number, _page(case), detail)


def drafts(account: Account) -> Iterator[Line]:
    """What the physician began and has not signed; what came back is a notice."""
    rows = applications.for_lists(applications.visible_to(account).filter(state=ApplicationState.DRAFT))
    for case in rows.filter(handed_back_for="").order_by("-pk")[:MOST_LINES]:
        yield Line(case.number, _page(case), f"{case.person.name}，{case.drug_name}")


def sent_back(account: Account) -> Iterator[Line]:
    """What came back to the physician: how many, and the first of them with the reason."""
    rows = applications.sent_back(applications.visible_to(account))
    cases = list(applications.for_lists(rows).order_by("pk")[: MOST_LINES - 1])
    if cases:
        count = len(cases) if len(cases) < MOST_LINES - 1 else rows.count()
        yield Line(f"{count} 件申请被退回", f"{reverse(LIST)}?{urlencode({'back': 'yes'})}")
    for case in cases:
        why = case.handed_back_for or f"经办 {case.returned_on} 退回补正"
        yield Line(case.number, _page(case), f"{case.person.name}：{why[:60]}")


def decided_lately(account: Account) -> Iterator[Line]:
    """What an agency decided since yesterday of the account's applications."""
    rows = applications.for_lists(applications.visible_to(account)).filter(
        state__in=DECIDED, decided_on__gte=yesterday(today())
    )
    for case in rows.order_by("-decided_on", "-pk")[:MOST_LINES]:
        detail = f"{case.person.name}，{case.drug_name}"
        yield Line(case.number, _page(case), detail, case.get_state_display(), state_tone(case))


def signed_lately(account: Account) -> Iterator[Line]:
    """Of what waits for the reviewer, what an expert signed since yesterday."""
    waiting = applications.to_decide(account)
    rows = ExpertOpinion.objects.filter(application__in=waiting, signed_on__gte=yesterday(today()))
    for opinion in rows.select_related("application__person", "expert").order_by("-pk")[:MOST_LINES]:
        case, words = opinion.application, "专家同意" if opinion.supports else "专家不同意"
        detail = f"{case.person.name}，{opinion.expert.name} {opinion.signed_on} 签署"
        yield Line(case.number, _page(case), detail, words, Tone.FINE if opinion.supports else Tone.OVER)


def supplemented_lately(account: Account) -> Iterator[Line]:
    """What came back to intake with its gaps closed since yesterday."""
    rows = applications.for_lists(applications.intake_queue(account)).filter(supplemented_on__gte=yesterday(today()))
    for case in rows.order_by("-supplemented_on", "-pk")[:MOST_LINES]:
        yield Line(case.number, _page(case), f"{case.person.name}，{case.supplemented_on} 补正交回", due=due(case))
