"""Lists and queues of applications, each in the order in which it presses."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from catalog.drugs.models import Drug
from catalog.drugs.queries import named_like
from catalog.fields.models import TherapeuticField
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.forms.filing import kinds_offered
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.many import alone
from eligibility.applications.pages.shown import application_state, due, due_cell, due_day
from eligibility.applications.queries import applications
from eligibility.applications.queries.experts import for_experts
from eligibility.applications.queries.facts import read_for_rules
from eligibility.applications.queries.intake import doubt_at_intake
from eligibility.applications.queries.officers import officers_near
from eligibility.applications.words import CLOCK_RUNS, ApplicationState, Pressure, Turn
from eligibility.people.pages.roles import READERS
from kit.clock import today
from kit.pages.filters import word_filter
from kit.pages.keyset import Slice
from kit.pages.parts import Part, Tone
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table, Ticking
from kit.templatetags.words import NOTHING
from physicians.institutions import queries as institutions
from physicians.institutions.models import Institution
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.frame.access import page, who
from province.law.queries.policy import absence, states_in_use
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role
from province.templatetags.components import status


class CaseFilters(django_filters.FilterSet):
    """By what is not about the person: names and numbers stay out of the address."""

    kind = django_filters.ChoiceFilter(label="类型", choices=kinds_offered)
    drug = django_filters.CharFilter(label="药品", method="of_drug", max_length=60)
    hospital = django_filters.CharFilter(label="就诊医院", method="at_hospital", max_length=60)

    def of_drug(self, rows: QuerySet[TreatmentApplication], name: str, words: str) -> QuerySet[TreatmentApplication]:
        return rows.filter(drug__in=Drug.objects.filter(named_like(words)).values("pk"))

    def at_hospital(
        self, rows: QuerySet[TreatmentApplication], name: str, words: str
    ) -> QuerySet[TreatmentApplication]:
        hospitals = Institution.objects.filter(institutions.named_like(words)).values("pk")
        return rows.filter(physician__hospital__in=hospitals)


class ApplicationFilters(CaseFilters):
    """Of all there are: where they stand, and when they were made."""

    state = django_filters.ChoiceFilter(label="状态", choices=partial(states_in_use, APPLICATION, ApplicationState))
    since = django_filters.DateFilter(
        label="申请时间自", field_name="application_date", lookup_expr="gte", widget=DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label="申请时间至", field_name="application_date", lookup_expr="lte", widget=DateInput(attrs={"type": "date"})
    )
    back = django_filters.ChoiceFilter(
        label="退回", choices=[("yes", "被退回的")], method="which_came_back", empty_label="全部"
    )

    def which_came_back(
        self, rows: QuerySet[TreatmentApplication], name: str, value: str
    ) -> QuerySet[TreatmentApplication]:
        return applications.sent_back(rows)


class QueueFilters(CaseFilters):
    """Of what waits: how it presses."""

    term = word_filter(Pressure, "期限", method="under_pressure")

    def under_pressure(
        self, rows: QuerySet[TreatmentApplication], name: str, pressure: str
    ) -> QuerySet[TreatmentApplication]:
        return rows.filter(applications.under(Pressure(pressure), today()))


def counties_of(request: HttpRequest) -> QuerySet[Area]:
    """The counties of the account's area."""
    return Area.objects.filter(within_area_of(who(request), "code"), level=AreaLevel.COUNTY).select_related("parent")


def officers_of(request: HttpRequest) -> QuerySet[Account]:
    """Whoever may have one of these cases in hand."""
    return officers_near(who(request), *CLOCK_RUNS)


class AreaQueueFilters(QueueFilters):
    """Of what waits at an agency: where the patient is insured."""

    area = django_filters.ModelChoiceFilter(
        label="参保地", queryset=counties_of, field_name="insured_area", empty_label="全部"
    )

    claim = django_filters.ChoiceFilter(
        label="领办", choices=[("mine", "我领的"), ("nobody", "无人领取")], method="in_hand_of", empty_label="全部"
    )

    officer = django_filters.ModelChoiceFilter(
        label="经办人", queryset=officers_of, field_name="claimed_by", empty_label="全部"
    )

    def in_hand_of(self, rows: QuerySet[TreatmentApplication], name: str, by: str) -> QuerySet[TreatmentApplication]:
        return rows.filter(claimed_by=who(self.request) if by == "mine" else None)


class ReviewFilters(AreaQueueFilters):
    """Of what has been accepted: whose turn it is."""

    turn = word_filter(Turn, "轮到", method="whose_turn")

    def whose_turn(self, rows: QuerySet[TreatmentApplication], name: str, turn: str) -> QuerySet[TreatmentApplication]:
        return rows.filter(applications.of_turn(Turn(turn)))


NUMBER = Column("number", "申请编号")
PATIENT = Column("person.name", "患者")
DRUG = Column("drug_name", "药品")
HOSPITAL = Column("physician.hospital.name", "就诊医院")
KIND = ChoiceColumn("kind", "类型")
STATE = StateColumn(draw=application_state)
DUE = Column("due", "期限", sort="due", value=due_day, draw=due_cell)


def expert_cell(row: TreatmentApplication) -> str:
    """Since when an expert is waited for, who, and when he was urged."""
    if row.state is not ApplicationState.ACCEPTED:
        return NOTHING
    names = "或".join(request.expert.name for request in row.asked.all()) or f"{row.chosen_drug.field.name}专家"
    reminder = f"，{row.urged_on} 催办" if row.urged_on else ""
    return f"{row.accepted_on} 起，{names}{reminder}"


WITH_EXPERT = Column("accepted_on", "等专家", draw=expert_cell)
CLAIMED_BY = Column("claimed_by", "领办人", value=lambda row: row.claimed_by and row.claimed_by.name)
AREA = Column("insured_area.full_name", "参保地")


class Applications(Table):
    caption = "待遇申请"
    columns: ClassVar[tuple[Column, ...]] = (
        NUMBER,
        PATIENT,
        DRUG,
        KIND,
        HOSPITAL,
        STATE,
        Column("application_date", "申请时间", sort="application_date"),
        DUE,
    )
    order = "-application_date"
    filters: ClassVar[type[django_filters.FilterSet] | None] = ApplicationFilters
    opens = "eligibility:case"
    export_name = "待遇申请"
    empty = "目前没有申请。"
    hint = "责任医师起草并由医院报送的申请会出现在这里。"

    def row_tone(self, row: TreatmentApplication) -> str:
        running = due(row)
        return "over" if running and running.day < today() else ""


class BlindApplications(Applications):
    """For an expert, who judges without knowing the patient: no name, and nothing to take away."""

    columns = tuple(column for column in Applications.columns if column is not PATIENT)
    export_name = ""


class Queue(Applications):
    """What waits, the most pressing first: overdue, then by the last day of the clock."""

    columns: ClassVar[tuple[Column, ...]] = (NUMBER, PATIENT, DRUG, KIND, HOSPITAL, AREA, DUE)
    order = "due"
    filters: ClassVar[type[django_filters.FilterSet] | None] = QueueFilters
    export_name = ""


def assigning() -> Ticking:
    """What a supervisor does with many."""
    return Ticking("指派所选", reverse("eligibility:assign_many"), "a")


def check_cell(row: TreatmentApplication) -> str:
    doubt = doubt_at_intake(row, today())
    return status("须逐件看", Tone.SOON, doubt) if doubt else status("均符合", Tone.FINE)


class FilingQueue(Queue):
    """What waits at the door of an agency that files: one by one, since that entitles."""

    caption = "待{intake}申请"
    columns: ClassVar[tuple[Column, ...]] = (NUMBER, PATIENT, DRUG, KIND, HOSPITAL, AREA, CLAIMED_BY, DUE)
    filters = AreaQueueFilters
    empty = "没有等待{intake}的申请。"
    hint = "医院报送或窗口收到的申请会出现在这里，并从收件日起算{intake}期限。"


class IntakeQueue(FilingQueue):
    """What waits at the door; what the rules have no doubt of can be accepted together."""

    columns = (
        NUMBER,
        PATIENT,
        DRUG,
        KIND,
        HOSPITAL,
        AREA,
        Column("check", "规则核验", draw=check_cell),
        CLAIMED_BY,
        DUE,
    )

    def __init__(self, request: HttpRequest, rows: QuerySet[TreatmentApplication]) -> None:
        super().__init__(request, rows)
        self.ticking = Ticking("{intake}所选", reverse("eligibility:accept_many"), "a")

    @cached_property
    def slice(self) -> Slice:
        """The part of the list that the page shows, with what its rules ask."""
        part = super().slice
        read_for_rules(part.rows)
        return part

    def tick_refusal(self, row: TreatmentApplication) -> str:
        return alone(row, who(self.request))


class AssignedIntake(FilingQueue):
    """The same for a supervisor, who accepts nothing and says who does."""

    def __init__(self, request: HttpRequest, rows: QuerySet[TreatmentApplication]) -> None:
        super().__init__(request, rows)
        self.ticking = assigning()


class ReviewQueue(Queue):
    caption = "待审核申请"
    columns = (NUMBER, PATIENT, DRUG, KIND, HOSPITAL, STATE, WITH_EXPERT, CLAIMED_BY, DUE)
    filters = ReviewFilters
    empty = "没有等待审核的申请。"
    hint = "受理后的申请会出现在这里，超期的排在最前。"


class AssignedReview(ReviewQueue):
    """The same for a supervisor, who says who decides."""

    def __init__(self, request: HttpRequest, rows: QuerySet[TreatmentApplication]) -> None:
        super().__init__(request, rows)
        self.ticking = assigning()


def put_cell(row: TreatmentApplication) -> str:
    """How a case came to this expert, and whether he is urged."""
    how = "指名请您" if row.is_named else "没有该领域的专家" if row.is_of_all else ""  # type: ignore[attr-defined]
    return status("已催办", Tone.SOON, f"{row.urged_on} {how}".strip()) if row.urged_on else how or NOTHING


class OpinionFilters(QueueFilters):
    """Of what waits for an expert: the drug's field."""

    field = django_filters.ModelChoiceFilter(
        label="治疗领域", queryset=TherapeuticField.objects.all(), field_name="drug__field", empty_label="全部"
    )


class OpinionQueue(Queue):
    caption = "待签署专家意见"
    filters = OpinionFilters
    columns = (
        NUMBER,
        DRUG,
        Column("drug.field.name", "治疗领域"),
        Column("diagnosis", "诊断"),
        HOSPITAL,
        Column("urged_on", "交办", draw=put_cell),
        DUE,
    )
    empty = "没有等待您签署意见的申请。"
    hint = "受理后的首次、更换和增加药品申请须有审核专家签字；按药品的治疗领域分给专家。"


class EndorsementQueue(Queue):
    caption = "待{insurance_office}意见"
    filters = CaseFilters
    columns = (
        NUMBER,
        PATIENT,
        DRUG,
        Column("physician.name", "责任医师"),
        STATE,
        Column("signed_on", "签章日", sort="signed_on"),
    )
    order = "signed_on"
    empty = "没有等待出具意见的申请。"
    hint = "本院责任医师签章后的申请会出现在这里。"


QUEUE_PAGE = "eligibility/queue.html"


def pressing_parts(queue: Queue, counts: Mapping[str, int], label: str = "全部", **asked: str) -> list[Part]:
    """What waits there, and of it what is overdue and what soon will be; of these two none where there is nothing."""
    now = {name: value for name, value in queue.asked.items() if name in ("turn", "term") and value}
    ways = [
        (label, counts["total"], asked, ""),
        (Pressure.OVER.label, counts["overdue"], {**asked, "term": Pressure.OVER.value}, "over"),
        (Pressure.SOON.label, counts["soon"], {**asked, "term": Pressure.SOON.value}, "soon"),
    ]
    return [
        Part(words, count, f"?{urlencode(query)}", tone, now == query)
        for words, count, query, tone in ways
        if count or words == label
    ]


@page(roles=READERS)
def application_list(request: HttpRequest) -> HttpResponseBase:
    table = BlindApplications if who(request).role is Role.EXPERT else Applications
    return table(request, applications.for_lists(applications.visible_to(who(request)))).respond(
        "eligibility/applications.html", may_begin=who(request).role == Role.PHYSICIAN
    )


@page(roles=[Role.CLERK, Role.SUPERVISOR])
def intake(request: HttpRequest) -> HttpResponseBase:
    rows = applications.intake_queue(who(request))
    kind = FilingQueue if absence("application.accept") else IntakeQueue
    table = AssignedIntake if who(request).role is Role.SUPERVISOR else kind
    queue = table(request, applications.for_lists(rows))
    return queue.respond(QUEUE_PAGE, parts=pressing_parts(queue, applications.pressing(rows, today())))


@page(roles=[Role.REVIEWER, Role.SUPERVISOR], steps=["application.approve"])
def review(request: HttpRequest) -> HttpResponseBase:
    rows = applications.review_queue(who(request))
    kind = AssignedReview if who(request).role is Role.SUPERVISOR else ReviewQueue
    queue = kind(request, applications.for_lists(rows).select_related("drug__field").prefetch_related("asked__expert"))
    counts = applications.pressing_by_turn(rows, today())
    parts = [part for turn in Turn for part in pressing_parts(queue, counts[turn], turn.label, turn=turn.value)]
    return queue.respond(QUEUE_PAGE, parts=parts)


@page(roles=[Role.EXPERT], steps=["application.give_opinion"])
def opinions(request: HttpRequest) -> HttpResponseBase:
    rows = applications.waiting_for_opinion(who(request))
    queue = OpinionQueue(request, for_experts(applications.for_lists(rows), who(request)))
    return queue.respond(QUEUE_PAGE, parts=pressing_parts(queue, applications.pressing(rows, today())))


@page(roles=[Role.INSURANCE_OFFICE])
def endorsements(request: HttpRequest) -> HttpResponseBase:
    return EndorsementQueue(request, applications.for_lists(applications.to_endorse(who(request)))).respond()
