"""The timeline of an application: papers that came one after the other are one line."""

from collections.abc import Iterator

from acts.deeds import deed_of
from eligibility.applications.deeds import ADD_MATERIAL, APPLICATION
from eligibility.applications.words import MaterialKind
from kit.pages.parts import Moment
from province.events.models import Event
from province.frame.history import events_of, moment


def history_of(application: int) -> list[Moment]:
    """Return what was told of an application, oldest first. One query."""
    return list(_moments(events_of(APPLICATION, number=application, order="id")))


def _moments(events: list[Event]) -> Iterator[Moment]:
    papers: list[Event] = []
    for event in events:
        if event.verb == ADD_MATERIAL.verb:
            papers.append(event)
            continue
        yield from _papers(papers)
        papers = []
        deed = deed_of(event.noun, event.verb)
        if deed.is_told:
            yield moment(event, deed)
    yield from _papers(papers)


def _papers(events: list[Event]) -> Iterator[Moment]:
    if events:
        kinds = "、".join(dict.fromkeys(MaterialKind(event.data["kind"]).label for event in events))
        yield moment(events[-1], ADD_MATERIAL, f"{ADD_MATERIAL.past} {len(events)} 份：{kinds}")
