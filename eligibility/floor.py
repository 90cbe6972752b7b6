"""Where eligibility stands in the left column, what waits there, and what the search box finds."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from acts import policy
from catalog.listings.announcements import DrugLapsed, DrugLeft, DrugRenewed
from catalog.listings.deeds import LISTING
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages import told
from eligibility.applications.policy import Applying, Intake, Reviewing
from eligibility.applications.queries import applications
from eligibility.applications.queries.continuing import kinds_on
from eligibility.applications.subscriptions import account_left, calendar_loaded
from eligibility.applications.words import ApplicationState, Pressure, Turn
from eligibility.entitlements.deeds import ENTITLEMENT
from eligibility.entitlements.pages import told as rights_told
from eligibility.entitlements.pages.affected import affected_patients
from eligibility.entitlements.pages.entitlements import STEPS
from eligibility.entitlements.policy import Choosing, Lasting
from eligibility.entitlements.queries import entitlements
from eligibility.entitlements.queries.findings import open_findings
from eligibility.entitlements.subscriptions import (
    drug_lapsed,
    drug_left,
    drug_renewed,
    person_died,
    person_locked,
    person_moved,
)
from eligibility.people import actions as act
from eligibility.people.announcements import PersonDied, PersonLocked, PersonMoved
from eligibility.people.pages import roles
from eligibility.people.pages.persons import MOST_PEOPLE, look_up
from eligibility.people.policy import Insuring
from eligibility.people.queries import persons
from eligibility.prescriptions import queries as prescriptions
from eligibility.prescriptions.policy import Inpatients, Prescribing
from kit.clock import today
from kit.pinyin import as_typed
from province.calendar.announcements import CalendarLoaded
from province.events.announcements import subscribe
from province.frame import briefing, nav, panels, search
from province.frame.nav import Waiting
from province.frame.search import Hit
from province.frame.words import BriefingPart, MenuGroup
from province.staff.announcements import AccountLeft
from province.staff.models import Account
from province.staff.words import Role

NEXT, ENDING, NEWS = BriefingPart.NEXT, BriefingPart.ENDING, BriefingPart.NEWS

policy.register(Insuring, Applying, Intake, Reviewing, Lasting, Choosing, Prescribing, Inpatients)


def _pressing(rows: QuerySet[TreatmentApplication], word: str, **asked: str) -> Waiting:
    """What waits there and how it presses; each count leads to what it counts."""
    at = [urlencode({**asked, **term}) for term in ({}, {"term": Pressure.SOON.value}, {"term": Pressure.OVER.value})]
    total_at, soon_at, overdue_at = (f"?{query}" if query else "" for query in at)
    counts = applications.pressing(rows, today())
    return Waiting(**counts, word=word, total_at=total_at, soon_at=soon_at, overdue_at=overdue_at)


def _intake(user: Account) -> Waiting:
    return _pressing(applications.intake_queue(user), "待{intake}")


def _review(user: Account) -> Waiting:
    """A reviewer's are those that he can decide; his supervisor sees to all."""
    if user.role is Role.REVIEWER:
        return _pressing(applications.to_decide(user), "待审核", turn=Turn.DECIDE.value)
    return _pressing(applications.review_queue(user), "待审核")


def _opinions(user: Account) -> Waiting:
    return _pressing(applications.waiting_for_opinion(user), "待签署")


def _endorsements(user: Account) -> Waiting:
    return Waiting(applications.to_endorse(user).count(), word="待盖章")


def _findings(user: Account) -> Waiting:
    return Waiting(open_findings(user).count(), word="待确认")


def _mine(user: Account) -> Waiting:
    """A physician's own that wait for him: drafts and what came back."""
    waiting = [ApplicationState.DRAFT, ApplicationState.RETURNED]
    return Waiting(applications.visible_to(user).filter(state__in=waiting).count(), word="待处理")


nav.register(MenuGroup.ADMINISTRATION, [Role.SYSTEM_ADMIN], "登记参保人", "admin:eligibility_insuredperson_add")
nav.register(MenuGroup.WORK, [Role.PHYSICIAN], "新建申请", "eligibility:begin", next_step="找到患者")
nav.register(
    MenuGroup.WORK,
    [Role.PHYSICIAN],
    "我的申请",
    "eligibility:applications",
    count=_mine,
    next_step="继续填写或补正",
)
nav.register(
    MenuGroup.WORK,
    [Role.INSURANCE_OFFICE],
    "待{insurance_office}意见",
    "eligibility:endorsements",
    count=_endorsements,
    next_step="出具意见并报送",
)
nav.register(
    MenuGroup.WORK,
    [Role.INSURANCE_OFFICE],
    "待确认更换企业",
    "eligibility:findings",
    count=_findings,
    next_step="核对责任医师的认定",
    steps=["entitlement.confirm_manufacturer"],
)
nav.register(
    MenuGroup.WORK,
    [Role.CLERK, Role.SUPERVISOR],
    "待{intake}申请",
    "eligibility:intake",
    count=_intake,
    next_step="先办将到期的",
)
nav.register(
    MenuGroup.WORK,
    [Role.REVIEWER, Role.SUPERVISOR],
    "待审核申请",
    "eligibility:review",
    count=_review,
    next_step="先办已超期的",
    steps=["application.approve"],
)
nav.register(
    MenuGroup.WORK,
    [Role.EXPERT],
    "待签署意见",
    "eligibility:opinions",
    count=_opinions,
    next_step="对照病历签署意见",
    steps=["application.give_opinion"],
)
READING = [Role.INSURANCE_OFFICE, Role.EXPERT, *roles.AGENCY, *roles.ABOVE]
nav.register(MenuGroup.LOOK_UP, READING, "全部申请", "eligibility:applications")
nav.register(MenuGroup.LOOK_UP, roles.ENTITLEMENT_READERS, "待遇资格", "eligibility:entitlements")
nav.register(MenuGroup.LOOK_UP, roles.PRESCRIPTION_READERS, "处方", "eligibility:prescriptions")
nav.register(MenuGroup.LOOK_UP, roles.PEOPLE_READERS, "参保人", "eligibility:find_person")

briefing.register(BriefingPart.NOTICE, [Role.PHYSICIAN], "退回给您的申请", told.sent_back)
briefing.register(NEXT, [Role.PHYSICIAN], "我的申请", told.drafts, route="eligibility:applications")
briefing.register(
    NEXT,
    [Role.INSURANCE_OFFICE],
    "待{insurance_office}意见",
    told.next_to_endorse,
    route="eligibility:endorsements",
)
briefing.register(NEXT, [Role.CLERK], "待{intake}申请", told.next_at_intake, route="eligibility:intake")
briefing.register(
    NEXT,
    [Role.REVIEWER, Role.SUPERVISOR],
    "待审核申请",
    told.next_to_decide,
    route="eligibility:review",
    steps=["application.approve"],
)
briefing.register(
    NEXT,
    [Role.EXPERT],
    "待签署意见",
    told.next_for_opinion,
    route="eligibility:opinions",
    steps=["application.give_opinion"],
)
briefing.register(
    ENDING, [Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY], "续约待决定的药品", rights_told.listings_waiting
)
briefing.register(ENDING, [Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY], "药品目录", rights_told.listings_ending)
briefing.register(ENDING, [*roles.HOSPITAL, *roles.AGENCY], "药品目录到期", rights_told.entitlements_waiting)
briefing.register(
    ENDING,
    [Role.PROVINCIAL_AGENCY, Role.REVIEWER, Role.LOCAL_DEPARTMENT, Role.INSURANCE_OFFICE],
    "定点机构的医保协议",
    rights_told.agreements_ending,
)
briefing.register(ENDING, [*roles.HOSPITAL, Role.CLERK, Role.REVIEWER], "患者的待遇期", rights_told.entitlements_ending)
briefing.register(NEWS, roles.HOSPITAL, "已有审核结果", told.decided_lately)
briefing.register(NEWS, [Role.REVIEWER], "专家已签署意见", told.signed_lately, steps=["application.give_opinion"])
briefing.register(NEWS, [Role.CLERK], "补正后交回", told.supplemented_lately)
briefing.register(NEWS, [*roles.HOSPITAL, *roles.AGENCY], "待遇终止", rights_told.entitlements_ended)


def find_applications(user: Account, words: str) -> Iterator[Hit]:
    """By number, also without its letters, or by its last digits."""
    rows = applications.visible_to(user).filter(applications.numbered(words)).select_related("drug")
    for case in rows[: search.MOST_HITS]:
        summary = f"{case.drug_name}，{case.get_state_display()}"
        yield Hit("申请", case.number, summary, reverse("eligibility:case", args=[case.pk]))


def find_persons(user: Account, words: str) -> Iterator[Hit]:
    """By name, or by exact personal number or identity number; of too many of one name the first."""
    if not persons.may_mean_person(words):
        return
    people = look_up(user, words)
    for person in people[:MOST_PEOPLE]:
        url = reverse("eligibility:person", args=[person.identity_hash])
        yield Hit("参保人", person.name, f"{person.born_on.year} 年生，{person.identity}", url)
    if len(people) > MOST_PEOPLE:
        yield Hit("参保人", "同名的人较多，请写全姓名", "或按号查找", reverse("eligibility:find_person"))


def find_customers(user: Account, words: str) -> Iterator[Hit]:
    """What a pharmacy has to do with a person: her entitlement there, and what of it is prescribed and open."""
    if not persons.may_mean_person(words):
        return
    day, of_person = today(), persons.meant(words, "person__")
    rights = entitlements.visible_to(user).filter(of_person).select_related("person").order_by("person__pinyin", "pk")
    hits = [
        Hit("待遇资格", f"{right.person.name}，{right.generic_name}", f"待遇期 {right.period}", url)
        for right in rights[:MOST_PEOPLE]
        for url in [reverse("eligibility:entitlement", args=[right.pk])]
    ]
    act.note_search(found=len(hits), by=user, on=day)
    yield from hits
    sheets = prescriptions.open_on(day, prescriptions.visible_to(user).filter(of_person)).select_related("person")
    for sheet in sheets.order_by("person__pinyin", "rxno")[:MOST_PEOPLE]:
        url = reverse("eligibility:prescription", args=[sheet.rxno])
        yield Hit("处方", f"{sheet.person.name}，{sheet.rxno}", f"开具日 {sheet.issued_on}", url)


def find_prescriptions(user: Account, words: str) -> Iterator[Hit]:
    """By exact serial number."""
    for prescription in prescriptions.visible_to(user).filter(rxno=as_typed(words).upper()):
        url = reverse("eligibility:prescription", args=[prescription.rxno])
        yield Hit("处方", prescription.rxno, f"开具日 {prescription.issued_on}", url)


def ways_on(user: Account, number: str) -> Iterator[Hit]:
    """How a physician may continue or replace an entitlement by an application now."""
    held = STEPS.find(user, number)
    if kinds := kinds_on(held, today()):
        words, detail = "、".join(kind.label for kind in kinds), f"{held.last_day} 到期"
        yield Hit("续办", words, detail, reverse("eligibility:reapply", args=[held.pk]))


panels.register(ENTITLEMENT, [Role.PHYSICIAN], "续办", ways_on)

search.register(roles.READERS, find_applications, "申请号")
search.register(roles.PEOPLE_READERS, find_persons, "姓名", "身份证号")
search.register([Role.PHARMACIST], find_customers, "姓名", "身份证号")
search.register(roles.PRESCRIPTION_READERS, find_prescriptions, "处方号")

panels.register(LISTING, [Role.CATALOG_ADMIN, *roles.ABOVE], "涉及的患者", affected_patients)

subscribe(DrugLapsed, drug_lapsed)
subscribe(DrugRenewed, drug_renewed)
subscribe(DrugLeft, drug_left)
subscribe(PersonLocked, person_locked)
subscribe(PersonMoved, person_moved)
subscribe(PersonDied, person_died)
subscribe(CalendarLoaded, calendar_loaded)
subscribe(AccountLeft, account_left)
