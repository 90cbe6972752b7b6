"""The documents that the code itself writes: `make docs` writes them, a test holds them in step."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from acts.citations import load_citations
from acts.cycles import effective
from acts.deeds import cycles
from acts.inventory import acts_with_citations
from acts.loader import load_policy
from kit.life_cycle import NEW, LifeCycle, Transition
from kit.pages.routes import every_route
from kit.words import say
from province.events.announcements import Handler, kinds
from province.frame import nav
from province.jobs.schedule import JOBS
from province.law.checks import import_floors
from province.staff.words import Role

WRITTEN_BY = "<!-- Written by `make docs` from the code; a test holds it in step. -->"
TITLES = {
    "application": "Treatment application (待遇申请)",
    "entitlement": "Entitlement (待遇资格)",
    "physician": "Responsible physician (责任医师)",
    "listing": "Drug in the separate-payment list (目录)",
    "proposal": "Proposed figure (标准提议)",
}
ABOUT_CYCLES = """
Each table is what one act makes of the code's own: `cycle.py` of the story, less what `acts/<act>/cycles.toml` leaves
out, with what it says otherwise, and the article that `acts/<act>/citations.toml` gives. What is not in a table is
refused, and every transition records one event in its own transaction. A step with a button has an address of its own;
what stands under "told as" is what the history of the thing and the audit trail say of it.
"""
ABOUT_ANNOUNCEMENTS = """
An effect upward is a named announcement: the lower floor's action announces it (`announcements.py` of its story), upper
floors subscribe in their `floor.py`, and their handlers run in the same transaction. What a handler raises
undoes the whole act.
"""
ABOUT_MENU = """
What stands in the left column for each role; a place that not every act knows names those that do. Headings stand in
the order of `province.frame.words.MenuGroup`; under each, the floors from the ground up, each in the order of its
`floor.py`.
"""
ABOUT_JOBS = """
Each job is one transaction with its row in `JobRun`: the effect and the row stand or fall together, and a second
scheduler finds the work done. Jobs that speak to another system, and those in batches, commit step by step instead.
`manage.py job NAME` tries one without keeping anything; `--do` does it. Times are Asia/Shanghai.
"""


def life_cycles() -> str:
    """Return the page of life cycles, each as each act has it."""
    acts = acts_with_citations()
    chapters = (chapter(cycle, act) for cycle in sorted(cycles(), key=_place) for act in acts)
    return page("Life cycles", ABOUT_CYCLES, (line for lines in chapters for line in lines))


def _place(cycle: LifeCycle) -> int:
    return list(TITLES).index(cycle.noun.word)


def chapter(cycle: LifeCycle, act: str) -> list[str]:
    """Return the table of one life cycle as one act knows it, in its words, with its diagram."""
    with override_settings(PROVINCE=act):
        return list(_chapter(cycle, act))


def _chapter(cycle: LifeCycle, act: str) -> Iterator[str]:
    in_force, policy = effective(cycle, act), load_policy(act)
    yield from (f"## {TITLES[cycle.noun.word]}, {policy.province}", "", "```mermaid", *diagram(in_force), "```", "")
    yield from table("state meaning", ((f"`{state or 'new'}`", meaning) for state, meaning in in_force.states.items()))
    addresses = {route.name.partition(":")[2]: route.pattern for route in every_route()}
    rows = (
        transition_row(step, addresses.get(step.route, ""), load_citations(act)[step.demand].cites)
        for step in in_force.transitions
    )
    yield from table("step from to who meaning button address told-as article", rows)


def diagram(cycle: LifeCycle) -> Iterator[str]:
    """Mermaid text: one arrow for each pair of states, named by the acts that lead along it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in cycle.transitions:
        for source in sorted(step.sources):
            arrows.setdefault((_node(source), _node(step.target)), []).append(step.verb)
    sources = {source for source, target in arrows if source != target}
    yield "stateDiagram-v2"
    yield from (f"    {source} --> {target}: {', '.join(verbs)}" for (source, target), verbs in arrows.items())
    yield from (f"    {_node(state)} --> [*]" for state in cycle.states if _node(state) not in sources)


def _node(state: str) -> str:
    return "[*]" if state == NEW else state


def transition_row(step: Transition, address: str, article: str) -> tuple[str, ...]:
    """Return the cells of one step."""
    sources = ", ".join(f"`{source or 'new'}`" for source in sorted(step.sources))
    roles = ", ".join(f"{Role(role).label} `{role}`" for role in sorted(step.roles)) or "the system"
    where = f"`{address}`" if address else ""
    past = say(step.past) if step.is_told else ""
    return f"`{step.verb}`", sources, f"`{step.target}`", roles, step.sentence, step.button.label, where, past, article


def announcements() -> str:
    """Return the page of announcements: those of every module, imported by an address or not."""
    import_floors()
    rows = ((f"`{kind.__name__}`", _first_line(kind), _handlers(handlers)) for kind, handlers in kinds().items())
    return page("Announcements", ABOUT_ANNOUNCEMENTS, table("announcement when heard-by", sorted(rows)))


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _handlers(handlers: Iterable[Handler]) -> str:
    return ", ".join(f"`{handler.__module__}.{handler.__name__}`" for handler in handlers)


def jobs() -> str:
    """Return the page of scheduled jobs."""
    knocks = settings.CELERY_BEAT_SCHEDULE
    rows = ((f"`{job.name}`", job.title, minutes(knocks[job.name]["schedule"])) for job in JOBS.values())
    return page("Scheduled jobs", ABOUT_JOBS, table("job 名称 asked-for", sorted(rows)))


def minutes(schedule: object) -> str:
    """crontab(minute=...) in words."""
    at = str(getattr(schedule, "_orig_minute", ""))
    if at == "*":
        return "every minute"
    return f"every {at[2:]} minutes" if at.startswith("*/") else f"every hour at :{int(at):02}, done once a day"


def menu() -> str:
    """Return the page of the menu."""
    import_floors()
    return page("Menu", ABOUT_MENU, (line for role in Role for line in menu_of(role)))


def menu_of(role: Role) -> Iterator[str]:
    """Yield the left column of a role; what several acts have alike is one line."""
    acts = acts_with_citations()
    columns = {act: list(_places_under(act, role)) for act in acts}
    everywhere = set.intersection(*map(set, columns.values()))
    places = dict.fromkeys(place for column in columns.values() for place in column)
    yield from (f"## {role.own_label} `{role}`", "")
    rows = (
        (*place, "" if place in everywhere else ", ".join(act for act in acts if place in columns[act]))
        for place in places
    )
    yield from table("heading place address waits only-under", rows)


def _places_under(act: str, role: Role) -> Iterator[tuple[str, ...]]:
    with override_settings(PROVINCE=act):
        for place in nav.places_of(role):
            yield place.group.label, say(place.label), f"`{reverse(place.route)}`", "yes" if place.count else ""


def page(title: str, about: str, lines: Iterable[str]) -> str:
    """Return a page with its title and what it is about."""
    return "\n".join([f"# {title}", "", WRITTEN_BY, about, *lines]).rstrip() + "\n"


def table(heads: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table; heads are words set apart by blanks."""
    names = [head.replace("-", " ") for head in heads.split()]
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
    yield ""


WRITTEN: dict[str, Callable[[], str]] = {
    "docs/menu.md": menu,
    "docs/life-cycles.md": life_cycles,
    "docs/announcements.md": announcements,
    "docs/jobs.md": jobs,
}
