"""What the settlement floor puts into the navigation, and what the search box finds of it."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q
from django.urls import reverse

from acts import policy
from catalog.listings.announcements import DrugSaidUnused
from eligibility.entitlements.deeds import ENTITLEMENT
from eligibility.people.announcements import PastCorrected
from eligibility.people.deeds import PERSON
from eligibility.prescriptions.deeds import PRESCRIPTION
from kit.clock import today
from kit.errors import NotFound
from kit.fields import lookup_hash
from kit.forms import plain
from kit.money import plain_quantity, yuan
from kit.templatetags.words import days_left, moment
from physicians.institutions.queries import institution_of
from province.events.announcements import subscribe
from province.frame import briefing, nav, panels, search
from province.frame.panels import Offer
from province.frame.search import Hit
from province.frame.words import BriefingPart, MenuGroup
from province.proposals import actions as proposals
from province.proposals.cycle import CURATORS
from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.pages.roles import COUNTER, READERS
from settlement.claims.queries import records
from settlement.claims.queries.contradictions import sentence_of, with_contradictions
from settlement.claims.subscriptions import drug_said_unused, past_corrected
from settlement.counter.pages import told
from settlement.counter.policy import Charging, InpatientPaying, Paying, Settling
from settlement.counter.queries.selling import selling
from settlement.counter.rules.orders import Caller
from settlement.figures import actions as figures
from settlement.figures.pages import READERS as FIGURE_READERS
from settlement.figures.queries import ending_without_successor
from settlement.traces.pages import KEEPERS
from settlement.traces.policy import Tracing

policy.register(Settling, Tracing, Charging, Paying, InpatientPaying)
proposals.register(figures.Limit, figures.Assistance, figures.Rate)

MOST_OF_ONE_PERSON = 20

nav.register(MenuGroup.WORK, COUNTER, "结算", "settlement:find", next_step="凭处方结算")
nav.register(MenuGroup.LOOK_UP, READERS, "结算记录", "settlement:settlements")
nav.register(MenuGroup.LOOK_UP, COUNTER, "基金应付", "settlement:months")
nav.register(MenuGroup.LISTS, COUNTER, "无码库存", "settlement:uncoded_stock")
nav.register(MenuGroup.LISTS, KEEPERS, "无码库", "settlement:uncoded")
nav.register(MenuGroup.LISTS, FIGURE_READERS, "待遇标准", "settlement:figures")


def figures_ending(user: Account) -> Iterator[briefing.Line]:
    """Figures that end with nothing behind them: after their last day sales that need them are refused."""
    day = today()
    for end in ending_without_successor(user, day, briefing.horizon(day)):
        label = f"{end.area} {end.count} 项{end.label}止于 {end.last}"
        yield briefing.ending(label, reverse("settlement:figures"), end.last, day, "没有后续标准，届时不能结算")


briefing.register(
    BriefingPart.ENDING,
    [*CURATORS, Role.PROVINCIAL_AGENCY, Role.LOCAL_DEPARTMENT, Role.REVIEWER],
    "待遇标准",
    figures_ending,
)


def contradicted_claims(field: str, account: Account, number: str) -> Iterator[Hit]:
    """Settlements of a thing that stand although what is known by now says otherwise of their day."""
    rows = with_contradictions(records.for_lists(records.visible_to(account).filter(**{field: number}))).order_by("-pk")
    for claim in rows[: panels.MOST_LINES]:
        detail = f"购药日 {claim.purchase_day}，基金支付 {yuan(claim.fund_total)} 元，{sentence_of(claim)}"
        yield Hit("结算", f"结算 {claim.pk}", detail, reverse("settlement:claim", args=[claim.pk]))


def find_claims(account: Account, words: str) -> Iterator[Hit]:
    """By settlement number, prescription, or exactly one person: her number or identity number; blanks do no harm."""
    words = plain(words).upper()
    condition = Q(prescription=words) | Q(person=words) | Q(person__identity_hash=lookup_hash(words))
    if words.isascii() and words.isdigit() and len(words) <= len("999999999999999999"):
        condition |= Q(pk=int(words))
    rows = records.for_lists(records.visible_to(account).filter(condition)).order_by("-pk")
    for claim in rows[:MOST_OF_ONE_PERSON]:
        detail = f"{claim.person.name}，{moment(claim.settled_at)}，总额 {yuan(claim.total)} 元"
        yield Hit("结算", f"结算 {claim.pk}", detail, reverse("settlement:claim", args=[claim.pk]))


def prescription_at_counter(account: Account, rxno: str) -> Iterator[Hit]:
    """What is left of a prescription at its institution, until when, and its sale or why nothing of it can be sold."""
    institution = institution_of(account)
    if institution is None:
        return
    try:
        state = selling(rxno=rxno, by=Caller(institution.pk, staff=account.pk), on=today())
    except NotFound:
        return
    url = reverse("settlement:sale", args=[rxno])
    if state.reason:
        yield Hit("结算", "现在不能结算", state.reason, url)
    else:
        yield Offer("结算", "结算", "", url)
    for line in state.sheet.lines:
        remainder = f"余 {plain_quantity(line.left)} 盒，共 {plain_quantity(line.quantity)} 盒"
        yield Hit(
            "结算", line.generic_name, f"{remainder}，{state.sheet.period} 有效（{days_left(state.sheet.period)}）", url
        )


briefing.register(BriefingPart.NEXT, COUNTER, "等待结算的处方", told.next_to_sell, route="settlement:find")
briefing.register(BriefingPart.NEXT, [Role.PHARMACIST], "今日", told.today)

search.register(READERS, find_claims, "结算号", "处方号", "身份证号")

subscribe(PastCorrected, past_corrected)
subscribe(DrugSaidUnused, drug_said_unused)

panels.register(PRESCRIPTION, COUNTER, "在本机构结算", prescription_at_counter)
for noun, field in ((PERSON, "person"), (ENTITLEMENT, "entitlement")):
    panels.register(noun, records.BY_INSURED_AREA, "待复核的结算", partial(contradicted_claims, field))
