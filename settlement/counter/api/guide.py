"""The guide for whoever connects a pharmacy's or hospital's system, served beside the schema."""

import csv
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from province.frame.access import PUBLIC, page
from province.frame.api import with_policy
from province.frame.rules import BY_STATUS, FOR_GOOD
from settlement.counter.api.wire import UNUSED

# The same day in the languages that these systems are written in; files that run, served as they lie.
EXAMPLES = {"curl": "day.sh", "Python": "day.py", "Java": "Day.java", "C#": "Day.cs"}
FOLDER = Path("static", "guide")


@with_policy
@page(roles=PUBLIC)
def guide(request: HttpRequest) -> HttpResponse:
    """The way in: what is refused and what is taken, one worked day, what to do with every answer, who to test with."""
    examples = [
        (language, f"guide/{name}", (settings.BASE_DIR / FOLDER / name).read_text("utf-8"))
        for language, name in EXAMPLES.items()
    ]
    # The persons whom a demonstration keeps for the programs of others; none where it has no stories.
    path = settings.BASE_DIR / "tools" / "demo" / "data" / Path(settings.PROVINCE).name / "testers.csv"
    testers = path.read_text("utf-8").splitlines() if settings.DEMO and path.is_file() else []
    slots = {
        "examples": examples,
        "unused": UNUSED,
        "advice": BY_STATUS.items(),
        "kept": FOR_GOOD,
        "persons": list(csv.DictReader(testers)),
    }
    return render(request, "settlement/guide.html", slots)
