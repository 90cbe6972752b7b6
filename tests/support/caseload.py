"""The cast of the eligibility tests and a queue for the reviewer and the clerk, for a server of its own.

Run as python -m tests.support.caseload CASES PASSWORD on the database that the environment names.
"""

import io
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from PIL import Image  # noqa: E402  (models need the setup above)

from eligibility.applications.actions import materials  # noqa: E402
from eligibility.applications.words import MaterialKind  # noqa: E402
from kit.clock import today  # noqa: E402
from province.calendar.actions import load_published_year  # noqa: E402
from tests.eligibility.conftest import Cast, cast_list, walk  # noqa: E402
from tests.factories.catalog import PayableProductFactory  # noqa: E402
from tests.factories.eligibility import ApplicationFactory  # noqa: E402


def main(cases: str, password: str) -> None:
    """So many cases wait for the reviewer's decision, and two at intake; everybody has the same password."""
    day, people = today(), cast_list()
    load_published_year(year=2026, by=None, on=day)
    for name, account in vars(people).items():
        account.username = name
        account.set_password(password)
        account.save()
    product = PayableProductFactory()
    for number in range(int(cases) + 2):
        case = draft_of(people, product, number)
        walk(case, people, day, "reviewed" if number < int(cases) else "submitted")


def draft_of(people: Cast, product: object, number: int) -> object:
    """A draft of a patient of its own, with a paper that the browser shows in a window of its own."""
    case = ApplicationFactory(
        physician=people.physician.physician, pharmacy=people.pharmacist.post.institution, product=product
    )
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300 + number), "white").save(drawn, "PDF")
    content = drawn.getvalue()
    materials.add(
        application=case, kind=MaterialKind.MEDICAL, content=content, name="a.pdf", by=people.physician, on=today()
    )
    return case


if __name__ == "__main__":
    main(*sys.argv[1:])
