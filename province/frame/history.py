"""What happened to one thing, from the event log, as its timeline."""

from collections.abc import Callable

from kit.pages.parts import Moment
from province.events.models import Event
from province.staff.words import Role

MOST_SHOWN = 200
ROLES = dict(Role.choices)


def moments(noun: str, object_id: object, say: Callable[[Event], str]) -> list[Moment]:
    """The latest first; `say` turns an event into a sentence. One query."""
    events = Event.objects.filter(noun=noun, object_id=str(object_id)).order_by("-id")[:MOST_SHOWN]
    return [
        Moment(
            event.at, event.actor_name, ROLES.get(event.role, ""), say(event), event.why, event.obligation, on=event.on
        )
        for event in events
    ]
