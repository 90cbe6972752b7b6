"""The first page after signing in: what is asked of the account, what waits, what ends soon, what is new."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from province.frame import briefing, nav
from province.frame.access import ANYONE, page, who
from province.frame.briefing import Block, Line
from province.frame.context import Frame
from province.frame.words import BriefingPart


@dataclass(frozen=True)
class Place:
    """A place of the left column where something waits or begins, with the next things that wait there."""

    entry: nav.Entry
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """A part of the page: its heading, what there is, and whether the role is ever told anything there."""

    part: BriefingPart
    blocks: list[Block]
    is_told: bool


@page(roles=ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the account, and what it should know; the frame has counted the places already."""
    account, frame = who(request), Frame(request)
    following = briefing.blocks_of(BriefingPart.NEXT, account)
    lines_at = {block.url: block.lines for block in following if block.url}
    context = {
        "frame": frame,
        "places": [Place(entry, lines_at.get(entry.url, ())) for entry in frame.proposed],
        "following": [block for block in following if not block.url],
        "told": [
            Told(part, briefing.blocks_of(part, account), briefing.is_told(part, account))
            for part in (BriefingPart.ENDING, BriefingPart.NEWS)
        ],
    }
    return render(request, "province/home.html", context)
