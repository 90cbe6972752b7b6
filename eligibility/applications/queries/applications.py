"""Treatment applications: whose they are to see, which wait, which press."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Right
from django.db.models.lookups import Exact

from eligibility.applications.models import Material, TreatmentApplication
from eligibility.applications.queries.experts import put_to
from eligibility.applications.words import CLOCK_RUNS, ApplicationState, MaterialKind, Pressure, Turn
from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
from kit.pinyin import as_typed
from province.areas.queries.scope import NOTHING
from province.calendar.policy import Deadlines
from province.calendar.queries import work_calendar
from province.law.queries.policy import current_policy
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

BEFORE_RECEIPT = [ApplicationState.DRAFT, ApplicationState.SIGNED, ApplicationState.ENDORSED]
NEVER_RECEIVED = Q(state=ApplicationState.WITHDRAWN, received_on=None)
FOR_REVIEW = [ApplicationState.ACCEPTED, ApplicationState.REVIEWED]

# What an officer may take for himself.
STATES_OF_OFFICERS = {Role.CLERK: [ApplicationState.SUBMITTED], Role.REVIEWER: FOR_REVIEW}
STATE_OF = {Turn.DECIDE: ApplicationState.REVIEWED, Turn.EXPERT: ApplicationState.ACCEPTED}

COUNTED = ("total", "soon", "overdue")

# How a number begins, and how many of its digits people say where they shorten it.
PREFIX, ENDING = "SQ", 8

# The clock that runs: the review's, or before acceptance the intake's.
DUE = Coalesce("deadline", "intake_deadline")


def visible_to(user: Account) -> QuerySet[TreatmentApplication]:
    """Agencies see what reached them from their area, hospitals and physicians their own.

    An expert sees what waits for his opinion, and what he gave it on until it is decided.
    """
    return TreatmentApplication.objects.filter(_scope(user))


def _scope(user: Account) -> Q:
    if user.role in BY_INSURED_AREA:
        return within_area_of(user, "insured_area") & (~Q(state__in=BEFORE_RECEIPT) & ~NEVER_RECEIVED)
    if user.role == Role.INSURANCE_OFFICE:
        return Q(physician__hospital__in=posts_of(user)) & ~Q(state=ApplicationState.DRAFT)
    if user.role == Role.PHYSICIAN:
        return Q(physician__account=user)
    if user.role == Role.EXPERT:
        return (Q(state=ApplicationState.ACCEPTED) & put_to(user)) | Q(
            state=ApplicationState.REVIEWED, opinion__expert=user
        )
    return NOTHING


def numbered(words: str) -> Q:
    """The application of this number, with or without its letters, or those whose number ends with these 8 digits."""
    number = as_typed(words).upper().removeprefix(PREFIX)
    if not number.isdecimal():
        return NOTHING
    if len(number) == ENDING:
        return Q(Exact(Right("number", ENDING), number))
    return Q(number=f"{PREFIX}{number}")


def for_lists(rows: QuerySet[TreatmentApplication]) -> QuerySet[TreatmentApplication]:
    """With everything that a line of a list shows, in one query; `due` is the clock that runs."""
    return rows.select_related("person", "insured_area__parent", "drug", "physician__hospital", "claimed_by").annotate(
        due=DUE
    )


def in_order(rows: QuerySet[TreatmentApplication]) -> QuerySet[TreatmentApplication]:
    """By the last day of the clock that runs, hence the overdue first."""
    return rows.order_by(F("due").asc(nulls_last=True), "pk")


def papers_shown_to(user: Account, papers: QuerySet[Material]) -> QuerySet[Material]:
    """All papers of a case; to whoever judges without knowing the patient the medical ones alone."""
    return papers.filter(kind=MaterialKind.MEDICAL) if user.role == Role.EXPERT else papers


def for_page(rows: QuerySet[TreatmentApplication]) -> QuerySet[TreatmentApplication]:
    """With everything that the page of one application shows."""
    return rows.select_related(
        "person",
        "insured_area__parent",
        "serving_area",
        "drug__field",
        "product__manufacturer",
        "hospital",
        "pharmacy",
        "physician",
        "replaces",
        "endorsed_by",
        "decided_by",
        "claimed_by",
        "opinion__expert",
    )


def _received_in(user: Account, *states: ApplicationState) -> QuerySet[TreatmentApplication]:
    """What an agency sees in states that only what has reached it can be in: area and state alone, all in one index."""
    if user.role in BY_INSURED_AREA:
        return TreatmentApplication.objects.filter(within_area_of(user, "insured_area"), state__in=states)
    return visible_to(user).filter(state__in=states)


def intake_queue(user: Account) -> QuerySet[TreatmentApplication]:
    """What waits to be accepted or returned."""
    return _received_in(user, ApplicationState.SUBMITTED)


def returned(user: Account) -> QuerySet[TreatmentApplication]:
    """What waits for the applicant's papers."""
    return visible_to(user).filter(state=ApplicationState.RETURNED)


def sent_back(rows: QuerySet[TreatmentApplication]) -> QuerySet[TreatmentApplication]:
    """What the hospital's office or the agency gave back to be mended."""
    handed_back = Q(state=ApplicationState.DRAFT) & ~Q(handed_back_for="")
    return rows.filter(Q(state=ApplicationState.RETURNED) | handed_back)


def review_queue(user: Account) -> QuerySet[TreatmentApplication]:
    """What has been accepted and not decided."""
    return _received_in(user, *FOR_REVIEW)


def of_turn(turn: Turn) -> Q:
    """What has been accepted and waits for the reviewer, or for the expert before him."""
    return Q(state=STATE_OF[turn])


def to_decide(user: Account) -> QuerySet[TreatmentApplication]:
    """What a reviewer can decide now."""
    return _received_in(user, ApplicationState.REVIEWED)


def to_endorse(user: Account) -> QuerySet[TreatmentApplication]:
    """What the hospital's insurance office must look at, or still has to send."""
    return visible_to(user).filter(state__in=[ApplicationState.SIGNED, ApplicationState.ENDORSED])


def waiting_for_opinion(user: Account) -> QuerySet[TreatmentApplication]:
    """What waits for an expert."""
    return visible_to(user).filter(state=ApplicationState.ACCEPTED)


def following(queue: QuerySet[TreatmentApplication], case: TreatmentApplication) -> QuerySet[TreatmentApplication]:
    """What stands after this case in a queue, in its order."""
    due = case.deadline or case.intake_deadline
    behind = Q(due=due, pk__gt=case.pk) | Q(due__gt=due) | Q(due=None) if due else Q(due=None, pk__gt=case.pk)
    return in_order(queue).filter(behind)


def preceding(queue: QuerySet[TreatmentApplication], case: TreatmentApplication) -> QuerySet[TreatmentApplication]:
    """What stands before this case in a queue, the nearest first."""
    due = case.deadline or case.intake_deadline
    ahead = Q(due=due, pk__lt=case.pk) | Q(due__lt=due) if due else Q(due=None, pk__lt=case.pk) | Q(due__isnull=False)
    return in_order(queue).filter(ahead).reverse()


def others_of_patient(case: TreatmentApplication, user: Account) -> QuerySet[TreatmentApplication]:
    """What else this patient applied for, as far as the user may see it, the newest first."""
    rows = visible_to(user).filter(person=case.person_id).exclude(pk=case.pk)
    return rows.select_related("drug").order_by("-application_date", "-pk")


def next_in(queue: QuerySet[TreatmentApplication], after: TreatmentApplication) -> TreatmentApplication | None:
    """The most pressing case of a queue other than this one."""
    return in_order(queue.exclude(pk=after.pk).annotate(due=DUE)).first()


def pressing(rows: QuerySet[TreatmentApplication], today: date) -> dict[str, int]:
    """How many wait, how many of them are due within the near-deadline term, and how many are overdue."""
    return rows.order_by().annotate(due=DUE).aggregate(**_counts(today))


def pressing_by_turn(rows: QuerySet[TreatmentApplication], today: date) -> dict[Turn, dict[str, int]]:
    """The same of what the reviewer decides and of what waits for an expert, in one query."""
    counted = rows.order_by().annotate(due=DUE).values("state").annotate(**_counts(today))
    by_state = {
        state: dict(zip(COUNTED, counts, strict=True)) for state, *counts in counted.values_list("state", *COUNTED)
    }
    return {turn: by_state.get(STATE_OF[turn], dict.fromkeys(COUNTED, 0)) for turn in Turn}


def _counts(today: date) -> dict[str, Count]:
    soon, over = under(Pressure.SOON, today), under(Pressure.OVER, today)
    # By a column of the index: the rows themselves are not read.
    return dict(zip(COUNTED, (Count("state"), Count("state", filter=soon), Count("state", filter=over)), strict=True))


def under(pressure: Pressure, today: date) -> Q:
    """Rows with `due` of which the clock is over, or ends within the near-deadline term."""
    if pressure is Pressure.OVER:
        return Q(due__lt=today)
    near = work_calendar().deadline(today, current_policy()[Deadlines].near_working_days.on(today)).day
    return Q(due__gte=today, due__lte=near)


def overdue(on: date) -> QuerySet[TreatmentApplication]:
    """Undecided after the last day of the clock, and not marked yet."""
    return TreatmentApplication.objects.filter(state__in=CLOCK_RUNS, deadline__lt=on, overdue_since=None)


def intake_unanswered(on: date) -> QuerySet[TreatmentApplication]:
    """Received, and neither accepted nor returned within the intake clock (decision 3)."""
    return TreatmentApplication.objects.filter(state=ApplicationState.SUBMITTED, intake_deadline__lt=on)


def running_through(year: int) -> QuerySet[TreatmentApplication]:
    """Undecided applications one of whose clocks touches the year or its turns, which its notice may name."""
    first, last = date(year - 1, 12, 1), date(year + 1, 1, 31)
    review = Q(clock_from__lte=last, deadline__gte=first)
    intake = Q(received_on__lte=last, intake_deadline__gte=first)
    return TreatmentApplication.objects.filter(review | intake, state__in=CLOCK_RUNS)
