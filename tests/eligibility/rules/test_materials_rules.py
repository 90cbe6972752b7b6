"""The closed list of papers, and what an uploaded file really is."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from acts.citations import article_of
from acts.policy import Policy
from eligibility.applications.errors import FileEmpty, FileIsActive, FileKindRefused, FileTooLarge
from eligibility.applications.rules.documents import MOST_MEGABYTES, plain_name, read_paper
from eligibility.applications.rules.materials import Gap, GapNotNewlyHandedIn, GapOutsideTheList, NoGapNamed, check_gaps
from eligibility.applications.words import MaterialKind
from tests.eligibility.rules.conftest import DAY

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.mark.obligation("HN-23.3", "HN-A.7")
def test_a_return_may_ask_for_nothing_outside_the_closed_list(hunan: Policy) -> None:
    with pytest.raises(GapOutsideTheList):
        check_gaps([Gap(MaterialKind.FORM)], 0, frozenset(), hunan, DAY)


@pytest.mark.obligation("HN-23.3", "JS-9(2).3")
def test_a_first_return_names_something_and_a_second_only_what_is_new(hunan: Policy, jiangsu: Policy) -> None:
    for policy in (hunan, jiangsu):
        with pytest.raises(NoGapNamed):
            check_gaps([], 0, frozenset(), policy, DAY)
        with pytest.raises(GapNotNewlyHandedIn) as refused:
            check_gaps([Gap(MaterialKind.MEDICAL)], 1, frozenset({MaterialKind.CREDENTIAL}), policy, DAY)
        assert article_of(policy, refused.value) == {"HN": "HN-23", "JS": "JS-9(2)"}[policy.act.id]
        check_gaps([Gap(MaterialKind.CREDENTIAL)], 1, frozenset({MaterialKind.CREDENTIAL}), policy, DAY)


def photo_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (28.0, 13.0, 0.0)}
    exif[0x010E] = "SECRET-PLACE"
    drawn = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def test_a_photo_loses_its_position_and_whatever_else_it_carried() -> None:
    taken = photo_with_position()
    assert b"SECRET-PLACE" in taken
    kept = read_paper(taken)
    assert kept.media_type == "image/jpeg"
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert not picture.getexif()


def test_a_pdf_is_known_by_its_content() -> None:
    assert read_paper(PDF).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"x" * (MOST_MEGABYTES * 1024 * 1024 + 1), FileTooLarge),
        (b"MZ\x90\x00 program", FileKindRefused),
        (b"GIF89a\x01\x00\x01\x00", FileKindRefused),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileKindRefused),
        (b"\x89PNG\r\n\x1a\n broken", FileKindRefused),
        (b"%PDF-1.4 without an end", FileKindRefused),
        (PDF.replace(b"<<>>", b"<</JavaScript 1 0 R>>", 1), FileIsActive),
        (PDF.replace(b"<<>>", b"<</J#61va#53cript 1 0 R>>", 1), FileIsActive),
    ],
    ids=["empty", "large", "program", "gif", "svg", "broken", "cut", "active", "active, its name escaped"],
)
def test_whatever_else_it_calls_itself_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_paper(content)


def test_of_a_photo_with_a_second_picture_in_it_the_first_is_kept() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(
        drawn, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10), "black")]
    )
    kept = read_paper(drawn.getvalue())
    assert kept.media_type == "image/jpeg"
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert (picture.format, picture.getpixel((0, 0))) == ("JPEG", (255, 255, 255))


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.tuples(st.integers(2, 200), st.integers(0, 255)), max_size=5))
def test_a_damaged_photo_is_kept_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    taken = bytearray(photo_with_position())
    for place, value in damage:
        taken[place] = value
    with suppress(FileKindRefused):
        assert read_paper(bytes(taken)).media_type == "image/jpeg"


def test_a_decompression_bomb_is_refused_before_it_unfolds() -> None:
    drawn = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(drawn, "PNG")
    with pytest.raises(FileKindRefused):
        read_paper(drawn.getvalue())


@pytest.mark.parametrize(
    ("name", "plain"),
    [("../../etc/passwd", "passwd"), ("C:\\a\\病历.pdf", "病历.pdf"), ("a\x00\r\nb.png", "ab.png"), ("", "未命名")],
)
def test_a_file_name_keeps_no_path_and_no_control_characters(name: str, plain: str) -> None:
    assert plain_name(name) == plain
