"""Events as moments of a timeline: what happened, in words."""

from collections.abc import Iterator

from eligibility.applications.cycle import APPLICATION
from eligibility.applications.words import MaterialKind
from eligibility.entitlements.cycle import ENTITLEMENT
from kit.pages.parts import Moment, Tone
from province.events.models import Event
from province.law.queries.policy import cycle_in_use
from province.staff.words import Role

BESIDES = {
    "grant": "授予待遇",
    "remove_material": "撤下材料",
    "overdue": "超过审核期限，已提醒经办监督",
    "recompute_deadline": "工作日历更新，期限重新计算",
    "move": "参保地变动，待遇随迁",
    "issue": "开具并签名",
    "withdraw": "撤回",
}
FINE = {"accept", "accept_short", "approve", "file", "grant", "resume"}
SOON = {"return", "hand_back", "accept_unanswered", "accept_unanswered_short", "suspend"}
OVER = {"deny", "overdue", "end", "drug_left"}


def labels() -> dict[str, str]:
    """Return what each verb of an application or an entitlement says, in the words of the act in use."""
    tables = (APPLICATION, ENTITLEMENT, cycle_in_use(APPLICATION), cycle_in_use(ENTITLEMENT))
    return {step.verb: step.sentence for table in tables for step in table.transitions} | BESIDES


def of(noun: str, object_id: object) -> list[Moment]:
    """The history of one thing, oldest first; uploads in a row are one line."""
    events = Event.objects.filter(noun=noun, object_id=str(object_id)).order_by("id")
    return list(_moments(list(events)))


def _moments(events: list[Event]) -> Iterator[Moment]:
    papers: list[Event] = []
    sentences = labels()
    for event in events:
        if event.verb == "add_material":
            papers.append(event)
            continue
        yield from _papers(papers)
        papers = []
        if event.verb != "update":
            yield _moment(event, sentences.get(event.verb, event.verb))
    yield from _papers(papers)


def _papers(events: list[Event]) -> Iterator[Moment]:
    if events:
        kinds = "、".join(dict.fromkeys(MaterialKind(each.data["kind"]).label for each in events))
        yield _moment(events[-1], f"上传材料 {len(events)} 份：{kinds}")


def _moment(event: Event, what: str) -> Moment:
    role = Role(event.role).label if event.role in Role.values else ""
    tones = {Tone.FINE: FINE, Tone.SOON: SOON, Tone.OVER: OVER}
    tone = next((tone for tone, verbs in tones.items() if event.verb in verbs), Tone.PLAIN)
    after = f"：{event.after}" if event.noun == "entitlement" and event.after else ""
    return Moment(event.at, event.actor_name, role, what + after, event.why, event.obligation, tone, event.on)
