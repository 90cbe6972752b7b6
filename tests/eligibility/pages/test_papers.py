"""Papers handed in and taken back: in their place on a page that stays, and seen by whoever may see the case."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from eligibility.applications import actions as applications
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.documents import MOST_MEGABYTES
from eligibility.applications.words import MaterialKind
from tests.eligibility.conftest import Cast, Stage, hand_in, picture
from tests.eligibility.rules.test_documents import pdf_with
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def send(desk: Client, case: TreatmentApplication, content: bytes, **headers: str) -> HttpResponse:
    """Hand one medical paper in."""
    fields = {"kind": MaterialKind.MEDICAL, "file": SimpleUploadedFile("病历.png", content)}
    return desk.post(reverse("eligibility:add_paper", args=[case.pk]), fields, headers=headers)


def small(case: TreatmentApplication) -> str:
    return reverse("eligibility:small_paper", args=[case.materials.get().pk])


def test_a_page_that_stays_is_answered_with_the_papers_of_that_kind(
    desk: Client, cast: Cast, draft: TreatmentApplication, today: date
) -> None:
    hand_in(draft, cast.physician, today, MaterialKind.IDENTITY)
    shown = send(desk, draft, picture(), **IN_PLACE).content.decode()
    paper = draft.materials.get(kind=MaterialKind.MEDICAL)
    assert (shown.count('class="paper-file"'), "<html" in shown) == (1, False)
    assert reverse("eligibility:small_paper", args=[paper.pk]) in shown


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "GIF 图片不能上传，请另存为 JPEG 或 PNG 后上传。"),
        (b"x" * (MOST_MEGABYTES * 1024 * 1024 + 1), f"文件超过 {MOST_MEGABYTES} MB"),
        (picture(100), "同一份材料已经上传。"),
    ],
    ids=["kind", "size", "twice"],
)
def test_a_page_that_stays_is_told_the_reason_alone(
    desk: Client, cast: Cast, draft: TreatmentApplication, today: date, content: bytes, reason: str
) -> None:
    hand_in(draft, cast.physician, today, MaterialKind.IDENTITY)
    answer = send(desk, draft, content, **IN_PLACE)
    assert (answer.status_code, answer.content.decode().startswith(reason)) == (422, True)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_a_paper_is_taken_back_in_its_place_while_the_form_is_unsigned(
    desk: Client, cast: Cast, draft: TreatmentApplication, today: date
) -> None:
    hand_in(draft, cast.physician, today)
    first, second, _ = (reverse("eligibility:remove_paper", args=[draft.pk, row.pk]) for row in draft.materials.all())
    assert "未上传" in desk.post(first, headers=IN_PLACE).content.decode()
    hand_in(draft, cast.physician, today, MaterialKind.IDENTITY, shade=50)
    applications.sign(application=draft, by=cast.physician, on=today)
    assert desk.post(second, headers=IN_PLACE).status_code == 422


def test_without_scripts_one_comes_back_to_the_form_with_what_was_done(
    desk: Client, draft: TreatmentApplication
) -> None:
    answer = send(desk, draft, picture())
    assert answer.url == reverse("eligibility:edit", args=[draft.pk])
    assert "已上传 1 份。" in desk.get(answer.url).content.decode()


def test_a_small_picture_tells_a_paper_from_others(desk: Client, draft: TreatmentApplication) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (1200, 1600), "navy").save(photo, "JPEG")
    send(desk, draft, photo.getvalue())
    answer = desk.get(small(draft))
    assert Image.open(io.BytesIO(answer.content)).size == (120, 160)
    assert (answer["Content-Type"], "private" in answer["Cache-Control"]) == ("image/jpeg", True)


def test_a_pdf_has_a_sign_with_its_pages_and_no_small_picture(desk: Client, draft: TreatmentApplication) -> None:
    shown = send(desk, draft, pdf_with(), **IN_PLACE).content.decode()
    assert ("PDF<br>1 页" in shown, "<img" in shown) == (True, False)
    assert desk.get(small(draft)).status_code == 404


def test_a_small_picture_is_seen_by_whoever_may_see_the_case(case_in: Stage, cast: Cast) -> None:
    url = reverse("eligibility:small_paper", args=[case_in("submitted").materials.first().pk])
    readers = (cast.physician, cast.office, cast.clerk, cast.expert, cast.stranger_physician, cast.stranger_office)
    assert [browser_of(reader).get(url).status_code for reader in readers] == [200, 200, 200, 404, 404, 404]


def test_an_expert_sees_small_pictures_of_medical_papers_alone(case_in: Stage, cast: Cast) -> None:
    papers = case_in("accepted").materials.filter(kind__in=(MaterialKind.IDENTITY, MaterialKind.MEDICAL))
    expert = browser_of(cast.expert)
    seen = {row.kind: expert.get(reverse("eligibility:small_paper", args=[row.pk])).status_code for row in papers}
    assert seen == {MaterialKind.IDENTITY: 404, MaterialKind.MEDICAL: 200}


def test_the_page_names_the_limit_that_the_application_holds(desk: Client, draft: TreatmentApplication) -> None:
    shown = desk.get(reverse("eligibility:edit", args=[draft.pk])).content.decode()
    assert f"每份不超过 {MOST_MEGABYTES} MB" in shown
    assert f'data-most="{MOST_MEGABYTES}" data-too-large="文件超过 {MOST_MEGABYTES} MB' in shown
