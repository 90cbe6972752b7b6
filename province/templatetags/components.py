"""The components of every page, each drawn by templates/components/<name>.html, which says its options and its use.

They are functions too, so that a table's cells show the same thing: `Column("due", "期限", show=deadline)`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from acts.rules import Outcome, Verdict
from kit.clock import today as today_in_shanghai
from kit.identity import mask
from kit.pages.parts import ClockDay, Moment, Sheet, Tone
from kit.pages.table import Table
from kit.period import Period
from kit.templatetags.words import NOTHING, days_left, money, short_day
from province.calendar.policy import Deadlines
from province.calendar.queries import work_calendar
from province.calendar.rules.workdays import Deadline
from province.law.queries.policy import article as article_for
from province.law.queries.policy import current_policy, register_in_use

register = template.Library()

DEMAND = re.compile("[A-Za-z_.]+")  # a reference has a hyphen or a year besides
TWO_WEEKS = timedelta(days=14)
ANSWERS = {
    Outcome.FAILED: ("不符合", Tone.OVER),
    Outcome.HUMAN: ("需人工判断", Tone.SOON),
    Outcome.PASSED: ("符合", Tone.FINE),
}


def _draw(component: str, request: HttpRequest | None = None, /, **slots: object) -> SafeString:
    """Without the file's last line feed, which would stand as a blank before a comma."""
    markup = render_to_string(f"components/{component}.html", slots, request).strip()
    return SafeString(markup)  # nosec B703  (our own template has escaped it)


@register.simple_tag
def status(word: str, tone: str = Tone.PLAIN, detail: str = "") -> SafeString:
    """Draw a state in its word and tone."""
    return _draw("status", word=word, tone=tone, detail=detail)


@register.simple_tag
def deadline(due: Deadline | date | None, today: date | None = None) -> SafeString | str:
    """Draw a deadline with the working days to it; a dash where there is none."""
    if due is None:
        return NOTHING
    today = today or today_in_shanghai()
    day, provisional = due if isinstance(due, tuple) else (due, False)
    remaining = work_calendar().working_days_left(today, day)
    soon = current_policy()[Deadlines].near_working_days.on(today)
    tone = Tone.OVER if remaining < 0 else Tone.SOON if remaining <= soon else Tone.PLAIN
    ends = short_day(day, today)
    return _draw(
        "deadline",
        words=_left_words(remaining),
        ends=ends,
        day=day,
        tone=tone,
        provisional=provisional,
        calendar_year=day.year + (day.year in work_calendar().years),  # whose notice it waits for
    )


def _left_words(remaining: int) -> str:
    if remaining < 0:
        return f"已超期 {-remaining} 个工作日"
    return f"剩余 {remaining} 个工作日" if remaining else "今日到期"


@register.simple_tag(name="money")
def amount(value: Decimal | None, unit: str = "元") -> SafeString | str:
    """Draw an amount of money; a dash where there is none."""
    return NOTHING if value is None else _draw("money", words=money(value), value=value, unit=unit)


@register.simple_tag
def period(value: Period | None, today: date | None = None) -> SafeString | str:
    """Draw a period and how many days of it remain; a dash where there is none."""
    return NOTHING if value is None else _draw("period", words=str(value), rest=days_left(value, today))


@register.simple_tag
def person(name: str, number: object = "", insurance: str = "", area: str = "", url: str = "") -> SafeString:
    """The number is masked here, whole or masked as it may come."""
    return _draw("person", name=name, number=mask(str(number)), insurance=insurance, area=area, url=url)


@register.simple_tag
def article(ref: str, words: str = "") -> SafeString | str:
    """Draw an article, or the one that the act in use cites for a demand; nothing where the act knows none.

    A rule from outside the acts has no article to open: it is named in its own words. Raises UnknownDemand.
    """
    ref = _reference(ref)
    return _draw("article", ref=ref, words=words or ref) if _opens(ref) else words or ref


@register.simple_tag
def article_number(ref: str) -> str:
    """Name an article as the act prints its number, for a paper without links: a reference or a demand, as above."""
    ref = _reference(ref)
    return register_in_use().article(ref).number if _opens(ref) else ref


def _reference(name: str) -> str:
    return article_for(name) if DEMAND.fullmatch(name) else name


def _opens(ref: str) -> bool:
    return ref.startswith(tuple(f"{act.id}-" for act in register_in_use().acts))


@register.simple_tag
def timeline(moments: Iterable[Moment], empty: str = "还没有办理记录。") -> SafeString:
    """Draw what happened, moment by moment."""
    return _draw("timeline", moments=list(moments), empty=empty)


@register.simple_tag
def clock(start: date, due: Deadline, today: date | None = None) -> SafeString:
    """Day by day to the deadline, and beyond it while it is overdue, but no further than two weeks."""
    today = today or today_in_shanghai()
    end = max(due.day, min(today, due.day + TWO_WEEKS))
    calendar = work_calendar()
    span = (start + timedelta(offset) for offset in range((end - start).days + 1))
    days = [ClockDay(day, calendar.is_working(day), day == today, day < today, day == due.day) for day in span]
    return _draw("clock", start=start, due=due, days=days)


@register.simple_tag
def verdicts(items: Iterable[Verdict]) -> SafeString:
    """What failed stands first, then what a person must decide."""
    answers = sorted(((Outcome(item.outcome), item) for item in items), key=lambda pair: list(ANSWERS).index(pair[0]))
    numbers = Counter(outcome for outcome, _ in answers)
    counts = [(*ANSWERS[outcome], numbers[outcome]) for outcome in ANSWERS if numbers[outcome]]
    return _draw("verdicts", told=[(item, *ANSWERS[outcome]) for outcome, item in answers], counts=counts)


@register.simple_tag
def empty(why: str, hint: str = "", url: str = "", act: str = "") -> SafeString:
    """Draw why nothing is here, and what to do."""
    return _draw("empty", why=why, hint=hint, url=url, act=act)


@register.simple_tag
def forbidden(act: str, reason: str, source: str = "") -> SafeString:
    """Draw a button that cannot be pressed, with the reason."""
    return _draw("forbidden", act=act, reason=reason, source=source, key=_key())


@register.simple_tag
def progress(
    part: int, total: int, unit: str = "条", per_second: float = 0, poll: str = "", cancel: str = ""
) -> SafeString:
    """Draw how many of a total are done; it asks again until all are."""
    percent = 100 * part // total if total else 100
    slots = {"done": part, "total": total, "unit": unit, "per_second": per_second, "percent": percent}
    return _draw("progress", **slots, poll=poll if part < total else "", cancel=cancel, key=_key())


@register.simple_tag
def viewer(sheets: Sequence[Sheet]) -> SafeString:
    """Draw the sheets of a file."""
    return _draw("viewer", sheets=sheets)


@register.simple_tag
def table(rows: Table) -> SafeString:
    """Draw a table with its filters, order and pages."""
    return _draw("table", rows.request, table=rows)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: template.Context,
    content: str,
    act: str,
    title: str,
    url: str = "",
    form: str = "",
    tone: str = "primary",
    confirmation: str = "",
    shortcut: str = "",
    again: str = "",
    name: str = "",
) -> SafeString:
    """Draw a button that asks before it acts; `again` confirms a routine act, and never one that cannot be undone."""
    slots = {"act": act, "title": title, "url": url, "form": form, "tone": tone, "confirmation": confirmation}
    routine = tone != "danger" and not confirmation
    keys = {"shortcut": shortcut, "again": again if routine else "", "routine": routine}
    return render_to_string(
        "components/confirm.html",
        {**slots, **keys, "content": content, "name": name, "key": _key()},
        request=context.get("request"),
    )


_keys = count(1)


def _key() -> str:
    """An id that no other component on the page has."""
    return f"c{next(_keys)}"
