"""Lists and queues of applications, each in the order in which it presses."""

from functools import partial
from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from catalog.drugs.models import Drug
from catalog.drugs.queries import named_like
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.forms.filing import kinds_offered
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.shown import application_state, due, due_cell, due_day
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from eligibility.people.pages.roles import READERS
from kit.clock import today
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from province.frame.access import page, who
from province.law.queries.policy import states_in_use
from province.staff.words import Role


class ApplicationFilters(django_filters.FilterSet):
    """By what is not about the person: names and numbers stay out of the address."""

    state = django_filters.ChoiceFilter(label="状态", choices=partial(states_in_use, APPLICATION, ApplicationState))
    kind = django_filters.ChoiceFilter(label="类型", choices=kinds_offered)
    drug = django_filters.CharFilter(label="药品", method="of_drug", max_length=60)

    class Meta:
        model = TreatmentApplication
        fields = ["state", "kind", "drug"]

    def of_drug(self, rows: QuerySet[TreatmentApplication], name: str, words: str) -> QuerySet[TreatmentApplication]:
        return rows.filter(drug__in=Drug.objects.filter(named_like(words)).values("pk"))


NUMBER = Column("number", "申请编号")
PATIENT = Column("person.name", "患者")
DRUG = Column("drug_name", "药品")
HOSPITAL = Column("physician.hospital.name", "就诊医院")
KIND = ChoiceColumn("kind", "类型")
STATE = StateColumn(draw=application_state)
DUE = Column("due", "期限", sort="due", value=due_day, draw=due_cell)
AREA = Column("insured_area.name", "参保地")


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
    filters = None
    export_name = ""


class IntakeQueue(Queue):
    caption = "待{intake}申请"
    empty = "没有等待{intake}的申请。"
    hint = "医院报送或窗口收到的申请会出现在这里，并从收件日起算{intake}期限。"


class ReviewQueue(Queue):
    caption = "待审核申请"
    columns = (NUMBER, PATIENT, DRUG, KIND, HOSPITAL, STATE, DUE)
    empty = "没有等待审核的申请。"
    hint = "受理后的申请会出现在这里，超期的排在最前。"


class OpinionQueue(Queue):
    caption = "待签署专家意见"
    columns = (NUMBER, DRUG, Column("diagnosis", "诊断"), HOSPITAL, DUE)
    empty = "没有等待您签署意见的申请。"
    hint = "受理后的首次、更换和增加药品申请须有审核专家签字。"


class EndorsementQueue(Queue):
    caption = "待{insurance_office}意见"
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


@page(roles=READERS)
def application_list(request: HttpRequest) -> HttpResponseBase:
    table = BlindApplications if who(request).role is Role.EXPERT else Applications
    return table(request, applications.for_lists(applications.visible_to(who(request)))).respond(
        "eligibility/applications.html", may_begin=who(request).role == Role.PHYSICIAN
    )


@page(roles=[Role.CLERK])
def intake(request: HttpRequest) -> HttpResponseBase:
    return IntakeQueue(request, applications.for_lists(applications.intake_queue(who(request)))).respond()


@page(roles=[Role.REVIEWER, Role.SUPERVISOR], steps=["application.approve"])
def review(request: HttpRequest) -> HttpResponseBase:
    return ReviewQueue(request, applications.for_lists(applications.review_queue(who(request)))).respond()


@page(roles=[Role.EXPERT], steps=["application.give_opinion"])
def opinions(request: HttpRequest) -> HttpResponseBase:
    return OpinionQueue(request, applications.for_lists(applications.waiting_for_opinion(who(request)))).respond()


@page(roles=[Role.INSURANCE_OFFICE])
def endorsements(request: HttpRequest) -> HttpResponseBase:
    return EndorsementQueue(request, applications.for_lists(applications.to_endorse(who(request)))).respond()
