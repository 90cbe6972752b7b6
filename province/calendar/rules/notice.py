"""The State Council's yearly notice of holidays and make-up working days, as officials enter it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.errors import Malformed, RuleRefused
from kit.period import Period, parse_day

_LINE = re.compile(r"(?P<first>\S+)(?: 至 (?P<last>\S+))? (?P<what>[休班])(?: (?P<name>.{1,40}))?")


@dataclass(frozen=True)
class ListedDay:
    """One day that the notice takes out of Monday-to-Friday: off, or worked in exchange."""

    day: date
    working: bool
    name: str


class NoticeUnreadable(Malformed):
    code = "NOTICE_UNREADABLE"
    message = "第 {line} 行无法识别，请写作“2026-10-01 至 2026-10-07 休 国庆节”或“2026-10-10 班 国庆节调休”。"


class NoticeOfAnotherYear(RuleRefused):
    code = "NOTICE_OF_ANOTHER_YEAR"
    house = True
    message = "{day} 不在 {year} 年内，也不在前后相邻的年末年初。"


class NoticeNamesDayTwice(RuleRefused):
    code = "NOTICE_NAMES_DAY_TWICE"
    house = True
    message = "{day} 出现了两次。"


class NoticeIncomplete(RuleRefused):
    code = "NOTICE_INCOMPLETE"
    house = True
    message = "{year} 年的安排不完整：元旦（1 月 1 日）必须是放假日。"


def read_notice(text: str) -> list[ListedDay]:
    """Read one day or one run of days a line: 2026-10-01 至 2026-10-07 休 国庆节; 2026-10-10 班 国庆节调休.

    Raises NoticeUnreadable naming the line, and the errors of days and periods.
    """
    lines = enumerate(text.splitlines(), 1)
    return [day for number, line in lines if line.strip() for day in _read_line(number, line.strip())]


def _read_line(number: int, line: str) -> Iterator[ListedDay]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise NoticeUnreadable(line=number)
    first = parse_day(match["first"])
    run = Period(first, parse_day(match["last"]) if match["last"] else first)
    for offset in range(run.days):
        yield ListedDay(first + timedelta(days=offset), match["what"] == "班", match["name"] or "")


def write_notice(days: Iterable[ListedDay]) -> str:
    """The days in the form that `read_notice` reads, a line each."""
    return "\n".join(f"{entry.day} {'班' if entry.working else '休'} {entry.name}".strip() for entry in days)


def check_notice(year: int, days: Sequence[ListedDay]) -> None:
    """A year's notice names days of that year and around its turns, each once, and New Year's Day among those off.

    Raises NoticeOfAnotherYear, NoticeNamesDayTwice, NoticeIncomplete.
    """
    around = Period(date(year - 1, 12, 1), date(year + 1, 1, 31))
    for entry in days:
        if not around.contains(entry.day):
            raise NoticeOfAnotherYear(day=entry.day, year=year)
    day, times = Counter(entry.day for entry in days).most_common(1)[0] if days else (None, 0)
    if times > 1:
        raise NoticeNamesDayTwice(day=day)
    if not any(entry.day == date(year, 1, 1) and not entry.working for entry in days):
        raise NoticeIncomplete(year=year)
