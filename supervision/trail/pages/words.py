"""How events of every floor are written for people: in the words of the deed that was recorded."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from acts.deeds import deed_of, nouns
from kit.words import say
from province.events.models import Event
from province.frame.history import page_of
from province.staff.words import role_label

MACHINES = {"system": "系统", "institution": "机构", "public": "未登录"}


def things() -> list[tuple[str, str]]:
    """Return every kind of thing of which events tell, as choices in the order of their names."""
    return sorted(((noun.word, say(noun.label)) for noun in nouns().values()), key=lambda choice: choice[1])


def thing(event: Event) -> str:
    return say(nouns()[event.noun].label)


def act(event: Event) -> str:
    """What was done, without the value that it led to: that stands in its own column."""
    return say(deed_of(event.noun, event.verb).past)


def state(event: Event) -> str:
    """What it led to: a state by its label, a value in words, and nothing where it only says again what was done."""
    states = nouns()[event.noun].states
    if states and event.after in states.values:
        return states(event.after).label
    return "" if event.after == event.verb else deed_of(event.noun, event.verb).result_in_words(event.after)


def name(event: Event) -> str:
    """What people call the thing: by its name or number where a list has looked it up, else as the log has it."""
    numbers, number = nouns()[event.noun].numbers, event.object_id
    if numbers and number in numbers.values:
        return numbers(number).label
    return getattr(event, "object_name", "") or number


def name_shown(event: Event) -> str:
    """The same, which opens the page of the thing where it has one."""
    address = page_of(event.noun, event.object_id)
    return format_html('<a href="{}">{}</a>', address, name(event)) if address else name(event)


def actor(event: Event) -> str:
    return f"{event.actor_name}（{role(event)}）"


def role(event: Event) -> str:
    return role_label(event.role, MACHINES.get(event.role, event.role))


def actor_shown(event: Event) -> SafeString:
    return format_html('{}<span class="quiet nowrap d-block">{}</span>', event.actor_name, role(event))
