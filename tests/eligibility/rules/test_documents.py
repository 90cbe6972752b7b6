"""What an uploaded file really is, and that what is kept of it can be read as what was sent."""

import io
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat

from eligibility.applications.errors import (
    FileDamaged,
    FileEmpty,
    FileIsActive,
    FileKindRefused,
    FileLocked,
    FileTooLarge,
    FileTooManifold,
    PictureTooLarge,
)
from eligibility.applications.rules import pdfs
from eligibility.applications.rules.documents import MOST_MEGABYTES, plain_name, read_paper
from eligibility.applications.rules.pictures import MOST_KEPT

HEIC = Path(__file__).parents[1] / "papers" / "on_its_side.heic"


def pdf_with(catalogue: dict[str, Any] | None = None, **saving: Any) -> bytes:
    """A PDF of one page, with entries of its catalogue and ways of saving it."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for key, value in (catalogue or {}).items():
            pdf.Root[key] = pdf.make_indirect(pikepdf.Dictionary(value))
        pdf.save(file, **saving)
    return file.getvalue()


def scan(noise: bytes) -> bytes:
    """A PDF of one page that is a picture, its bytes as they are."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pikepdf.Stream(pdf, noise)
        picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 1, "/Height": 1})
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(picture)))
        pdf.save(file, compress_streams=False)
    return file.getvalue()


def written(mode: str, ground: Any, ink: Any, size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A paper with writing on its left."""
    picture = Image.new(mode, size, ground)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4 - 1, size[1] - 1), fill=ink)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def kept(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(read_paper(content).content))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of one size differ on average, of 255."""
    return float(ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).mean[0])


# ---- PDF


def test_scans_are_taken_whatever_bytes_stand_in_their_pictures() -> None:
    spelling = b"".join(
        b"%" + bytes([byte]) + b"/JavaScript /JS(\x14 /Launch /EmbeddedFile /XFA " for byte in range(256)
    )
    for content in (scan(spelling), scan(random.Random(7).randbytes(200_000)), scan(b"endobj 9 0 obj " * 9)):
        assert read_paper(content).content == content


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(),
        pdf_with(linearize=True),
        pdf_with(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        pdf_with(encryption=pikepdf.Encryption(owner="secret", user="", R=6)),
        b"\r\n" + pdf_with(),
        pdf_with() + b"\0" * 5_000,
        pdf_with({"/Names": {"/Dests": pikepdf.Dictionary()}, "/JS2": {}}),
    ],
    ids=["plain", "linearized", "packed", "owner's password", "blank before it", "padded", "names alike"],
)
def test_a_pdf_that_opens_for_everybody_is_taken_as_it_is(content: bytes) -> None:
    paper = read_paper(content)
    assert (paper.content, paper.media_type) == (content, "application/pdf")


@pytest.mark.parametrize(
    "content",
    [
        pdf_with({"/OpenAction": {"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("app.alert(1)")}}),
        pdf_with({"/OpenAction": {"/S": pikepdf.Name.Launch}}),
        pdf_with({"/Names": {"/EmbeddedFiles": pikepdf.Dictionary()}}),
        pdf_with({"/AcroForm": {"/XFA": pikepdf.Array([])}}),
        pdf_with({"/Names": {"/JavaScript": pikepdf.Dictionary()}}).replace(b"/JavaScript", b"/J#61vaScript"),
        pdf_with({"/A": {"/Next": pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.SubmitForm)])}}),
        pdf_with(
            {"/OpenAction": {"/S": pikepdf.Name.JavaScript}}, object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
    ],
    ids=["script", "program", "attachment", "form", "name escaped", "deep inside", "packed"],
)
def test_a_pdf_that_acts_by_itself_is_refused(content: bytes) -> None:
    with pytest.raises(FileIsActive):
        read_paper(content)


@pytest.mark.parametrize(
    "thing",
    [
        pikepdf.Array([1] * 20),
        pikepdf.Array([pikepdf.Dictionary()] * 20),
        pikepdf.Dictionary({f"/K{n}": n for n in range(20)}),
    ],
)
def test_a_pdf_of_more_parts_than_can_be_looked_at_is_refused(thing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_paper(pdf_with({"/A": {"/B": thing}})).pages == 1
    monkeypatch.setattr(pdfs, "MOST_PARTS", 30)
    with pytest.raises(FileTooManifold):
        read_paper(pdf_with({"/A": {"/B": thing}}))


def test_a_pdf_that_asks_for_a_password_is_refused_as_locked() -> None:
    with pytest.raises(FileLocked, match="密码"):
        read_paper(pdf_with(encryption=pikepdf.Encryption(owner="secret", user="secret", R=6)))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("options", [{}, {"linearize": True}], ids=["plain", "linearized"])
def test_a_pdf_that_breaks_off_is_refused_as_incomplete(share: float, options: dict[str, Any]) -> None:
    content = pdf_with(**options)
    with pytest.raises(FileDamaged):
        read_paper(content[: int(len(content) * share)])


# ---- pictures

PLAIN = written("RGB", "white", "black")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (saved(written("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)), "PNG"), PLAIN),
        (saved(written("LA", (0, 0), (0, 255)), "PNG"), PLAIN),
        (saved(written("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)).quantize(4), "PNG"), PLAIN),
        (saved(written("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)), "WEBP", lossless=True), PLAIN),
        (saved(written("RGBA", (9, 9, 9, 0), (255, 255, 255, 255)), "PNG"), written("L", 0x33, 255)),
        (saved(written("I;16", 65535, 0), "PNG"), PLAIN),
        (saved(written("I;16", 4095, 0), "PNG"), PLAIN),
        (saved(written("1", 1, 0), "PNG"), PLAIN),
        (saved(written("P", 255, 0), "PNG"), written("P", 255, 0)),
        (saved(written("CMYK", (0, 0, 0, 0), (0, 0, 0, 255)), "JPEG"), PLAIN),
        (saved(PLAIN, "JPEG", progressive=True), PLAIN),
        (saved(PLAIN, "WEBP"), PLAIN),
        (saved(PLAIN, "JPEG") + b"\0" * 9_000, PLAIN),
        (saved(PLAIN, "PNG") + b"<script>", PLAIN),
    ],
    ids=[
        *("transparent", "transparent grey", "transparent palette", "transparent WebP", "white on transparent"),
        *("sixteen bits", "twelve bits", "one bit", "palette", "print colours", "progressive", "WebP"),
        *("padded JPEG", "padded PNG"),
    ],
)
def test_what_is_kept_of_a_picture_reads_as_what_was_sent(content: bytes, expected: Image.Image) -> None:
    assert difference(kept(content), expected) < 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_kept_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = written("RGB", "white", "black")
    turns: dict[int, Callable[[Image.Image], Image.Image]] = {
        2: lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda picture: picture.transpose(Image.Transpose.ROTATE_180),
        4: lambda picture: picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda picture: picture.transpose(Image.Transpose.TRANSPOSE),
        6: lambda picture: picture.transpose(Image.Transpose.ROTATE_270),
        7: lambda picture: picture.transpose(Image.Transpose.TRANSVERSE),
        8: lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
    }
    upright = turns.get(orientation, lambda picture: picture)(lying)
    assert difference(kept(saved(lying, "JPEG", exif=exif)), upright) < 2


def test_a_photo_of_an_apple_phone_is_taken_and_becomes_a_jpeg_without_its_place() -> None:
    paper = read_paper(HEIC.read_bytes())
    picture = Image.open(io.BytesIO(paper.content))
    assert (paper.media_type, picture.size, dict(picture.getexif())) == ("image/jpeg", (64, 32), {})
    assert difference(picture, written("RGB", "white", "black", (64, 32))) < 8


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_48_million_pixels_is_kept_smaller(kind: str) -> None:
    large = written("L", 255, 0, (8000, 6000))
    smaller = kept(saved(large, kind))
    assert MOST_KEPT * 0.9 < smaller.width * smaller.height <= MOST_KEPT
    assert difference(smaller, written("L", 255, 0, smaller.size)) < 2


def photo_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (28.0, 13.0, 0.0)}
    exif[0x010E] = "SECRET-PLACE"
    return saved(Image.new("RGB", (20, 10), "white"), "JPEG", exif=exif)


def test_a_photo_loses_its_position_and_whatever_else_it_carried() -> None:
    assert b"SECRET-PLACE" in photo_with_position()
    assert not kept(photo_with_position()).getexif()


def test_of_a_photo_with_a_second_picture_in_it_the_first_is_kept() -> None:
    content = saved(PLAIN, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10), "black")])
    assert difference(kept(content), PLAIN) < 2


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", FileEmpty, "空"),
        (b"x" * (MOST_MEGABYTES * 1024 * 1024 + 1), FileTooLarge, "10 MB"),
        (b"MZ\x90\x00 program", FileKindRefused, "这种文件不能上传"),
        (b"GIF89a\x01\x00\x01\x00", FileKindRefused, "GIF"),
        (b"II*\x00\x08\x00", FileKindRefused, "TIFF"),
        (b"PK\x03\x04 docx", FileKindRefused, "Office"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileKindRefused, "截图"),
        (b"\x89PNG\r\n\x1a\n broken", FileDamaged, "损坏"),
        (saved(Image.effect_noise((90, 90), 99), "JPEG")[:900], FileDamaged, "损坏"),
        (saved(Image.effect_noise((90, 90), 99), "PNG")[:900], FileDamaged, "损坏"),
        (HEIC.read_bytes()[:600], FileDamaged, "损坏"),
        (b"%PDF-1.4 without an end", FileDamaged, "损坏"),
        (saved(PLAIN, "PNG", save_all=True, append_images=[PLAIN.rotate(180)]), FileKindRefused, "动图"),
        (saved(Image.new("1", (20_000, 20_000)), "PNG"), PictureTooLarge, "万像素"),
    ],
    ids=[
        *("empty", "large", "program", "gif", "tiff", "word", "svg", "broken", "cut JPEG", "cut PNG", "cut HEIC"),
        *("cut PDF", "moving", "bomb"),
    ],
)
def test_what_cannot_be_taken_is_refused_for_its_true_reason(content: bytes, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        read_paper(content)


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.tuples(st.integers(2, 200), st.integers(0, 255)), max_size=5))
def test_a_damaged_photo_is_kept_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    taken = bytearray(photo_with_position())
    for place, value in damage:
        taken[place] = value
    with suppress(FileKindRefused, FileDamaged, PictureTooLarge):
        assert read_paper(bytes(taken)).media_type == "image/jpeg"


@settings(max_examples=100, derandomize=True)
@given(st.lists(st.tuples(st.integers(8, 500), st.integers(0, 255)), max_size=5))
def test_a_damaged_pdf_is_kept_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    taken = bytearray(pdf_with())
    for place, value in damage:
        taken[place] = value
    with suppress(FileDamaged, FileLocked, FileIsActive):
        assert read_paper(bytes(taken)).content == bytes(taken)


@pytest.mark.parametrize(
    ("name", "suffix", "plain"),
    [
        ("../../etc/passwd", "", "passwd"),
        ("C:\\a\\病历.pdf", "pdf", "病历.pdf"),
        ("a\x00\r\nb.png", "png", "ab.png"),
        ("", "jpg", "未命名.jpg"),
        ("IMG_0231.HEIC", "jpg", "IMG_0231.jpg"),
        ("IMG_0231.jpeg", "jpg", "IMG_0231.jpeg"),
        ("2026.11.30 出院小结", "pdf", "2026.11.30 出院小结.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_file_name_keeps_no_path_and_ends_as_what_the_file_is(name: str, suffix: str, plain: str) -> None:
    assert plain_name(name, suffix) == plain
