"""What a page of ticked rows sends: their keys, each once."""

from django.http import QueryDict

from kit.errors import Malformed

NAME, MOST_TICKED, LONGEST_KEY = "row", 100, 18


class NothingTicked(Malformed):
    code = "NOTHING_TICKED"
    message = "没有勾选任何一行，请先在列表中勾选。"


class TooManyTicked(Malformed):
    code = "TOO_MANY_TICKED"
    message = "一次最多办理 {most} 行，请分几次勾选。"


def ticked_keys(data: QueryDict) -> list[int]:
    """Return the numbers of the ticked rows; what is no number is nobody's row. Raises NothingTicked, TooManyTicked."""
    numbers = (key for key in data.getlist(NAME) if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY)
    keys = list(dict.fromkeys(map(int, numbers)))
    if not keys:
        raise NothingTicked
    if len(keys) > MOST_TICKED:
        raise TooManyTicked(most=MOST_TICKED)
    return keys
