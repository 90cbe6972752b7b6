"""What the pages of an account say, and which words of another act stand there."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from kit.words import MARK
from province.staff.models import Account
from tests.routes.listed import PAGES, PUBLIC
from tests.routes.objects import KINDS
from tests.support.browsers import browser_of
from tests.support.law import FOREIGN

# Officials compare acts with one another there; the choice of the other act is no word of this one's pages.
OTHER_ACTS = re.compile(r'<select name="act".*?</select>', re.DOTALL)
OF_THE_ACT = {"hunan": "HN-23", "jiangsu": "JS-9"}


def texts(account: Account, act: str) -> dict[str, str]:
    """What each page that this account may open says, by its name and the thing that it shows."""
    browser = browser_of(account)
    answers = {}
    for each in PAGES:
        if (account.role in each.roles or each.roles == PUBLIC) and each.name != "province:logout":
            for address in addresses(each.kind, each.at, account, act):
                answers[address] = shown(browser.get(address))
    return answers


def addresses(kind: str, at: Callable[[Any], str], account: Account, act: str) -> list[str]:
    if kind == "article":
        return [at({"ref": OF_THE_ACT[act]})]
    if not kind:
        return [at({})]
    things = KINDS[kind].seen_by(account).order_by("-pk")[:4]
    return [at(KINDS[kind].arguments(thing)) for thing in things]


def shown(answer: HttpResponse) -> str:
    if answer.streaming:
        b"".join(answer)  # read to its end, a file is closed
        return ""
    if not answer.headers.get("Content-Type", "").startswith("text/"):
        return ""
    return OTHER_ACTS.sub("", answer.content.decode())


def foreign(pages: dict[str, str], act: str) -> dict[str, list[str]]:
    """The words of another act on each page that has some, and the marks where the act's own word was left out."""
    strays = {page: FOREIGN[act].findall(text) + MARK.findall(text) for page, text in pages.items()}
    return {page: words for page, words in strays.items() if words}
