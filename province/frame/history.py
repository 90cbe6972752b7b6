"""What happened to one thing, from the event log, as its timeline: every word comes from the deed that was recorded."""

from django.urls import reverse

from acts.deeds import deed_of, nouns
from kit.deeds import Deed, Noun
from kit.pages.parts import Moment
from province.events.models import Event
from province.staff.words import role_label

MOST_SHOWN = 200


def moments(*nouns: Noun, number: object, newest_first: bool = True) -> list[Moment]:
    """Return what was told of the thing with this number under these nouns. One query."""
    order = "-id" if newest_first else "id"
    pairs = ((event, deed_of(event.noun, event.verb)) for event in events_of(*nouns, number=number, order=order))
    return [moment(event, deed) for event, deed in pairs if deed.is_told]


def events_of(*nouns: Noun, number: object, order: str) -> list[Event]:
    """Return the events of the thing with this number, as many as a page shows."""
    rows = Event.objects.filter(noun__in=[noun.word for noun in nouns], object_id=str(number))
    return list(rows.order_by(order)[:MOST_SHOWN])


def moment(event: Event, deed: Deed, words: str = "") -> Moment:
    """Return one entry of a timeline: the deed's words, or others, with the document that it rests on."""
    sentence, document = words or deed.sentence_with(event.after), event.data.get("document", "")
    return Moment(
        at=event.at,
        who=event.actor_name,
        role=role_label(event.role),
        what=f"{sentence}（{document}）" if document else sentence,
        why=event.why,
        source=event.obligation,
        tone=deed.tone,
        on=event.on,
    )


def page_of(noun: str, number: str) -> str:
    """Return the address of a thing's page, by the words in the log; empty where it has none."""
    row = nouns().get(noun)
    return reverse(row.page, args=[number]) if row and row.page else ""
