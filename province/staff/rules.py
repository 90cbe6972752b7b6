"""What a password must be, so that it is not guessed; its length and the lists of known ones are asked besides."""

from collections.abc import Callable, Iterator
from itertools import groupby

CLASSES: tuple[Callable[[str], bool], ...] = (
    str.isupper,
    str.islower,
    str.isdecimal,
    lambda letter: not letter.isalnum(),
)
LEAST_CLASSES, LONGEST_RUN, SHORTEST_NAME = 3, 3, 4


def weaknesses(password: str, username: str) -> Iterator[tuple[str, str]]:
    """Yield code and sentence of each thing that makes a password easy to guess."""
    if sum(any(map(is_of, password)) for is_of in CLASSES) < LEAST_CLASSES:
        yield "TOO_FEW_KINDS", f"须含大写字母、小写字母、数字、符号中的至少 {LEAST_CLASSES} 类。"
    if any(len(list(run)) > LONGEST_RUN for _, run in groupby(password)):
        yield "SAME_LETTERS", f"同一字符不能连续出现 {LONGEST_RUN + 1} 次。"
    if len(username) >= SHORTEST_NAME and username.casefold() in password.casefold():
        yield "NAME_IN_PASSWORD", "不能含有用户名。"
