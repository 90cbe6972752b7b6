"""Pictures of papers: read whatever a phone or a scanner writes, and draw them anew so that they can be read."""

import io
import struct
import warnings
from typing import Final

import pi_heif
from PIL import Image, ImageOps, ImageStat

from eligibility.applications.errors import FileDamaged, FileKindRefused, PictureTooLarge

JPEG, PNG = "image/jpeg", "image/png"
# An A4 page at 400 dots an inch has 15 million pixels: what is larger is drawn smaller.
MOST_KEPT: Final = 16_000_000
# What is unfolded in memory at most; phones of today take 48 and 50 million.
MOST_UNFOLDED: Final = 64_000_000
# The longer side of what stands for a paper in a list.
SMALL_SIDE: Final = 160
TEN_THOUSAND: Final = 10_000
# Phones write JPEG files with a second picture in them, which Pillow calls MPO: the first one is the paper.
READ: Final = ("JPEG", "PNG", "WEBP", "HEIF")
HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
# What is raised on damaged pictures; a damaged EXIF block reaches struct.
UNREADABLE: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError)

pi_heif.register_heif_opener()


def is_picture(content: bytes) -> bool:
    """Say by the first bytes whether this wants to be a JPEG, PNG, WebP or HEIC picture."""
    return (
        content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
        or (content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS)
    )


def draw_anew(content: bytes) -> tuple[bytes, str]:
    """Give the picture upright, on paper, in eight bits and of a size that can be kept: its bytes and media type.

    A PNG stays without loss, everything else becomes a JPEG. Raises FileDamaged, FileKindRefused, PictureTooLarge.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is damaged beside the picture, nothing is kept
            with Image.open(io.BytesIO(content), formats=READ) as picture:
                return _drawn(picture)
    except Image.DecompressionBombError:
        raise PictureTooLarge(most=MOST_UNFOLDED // TEN_THOUSAND) from None
    except UNREADABLE:
        raise FileDamaged from None


def draw_small(content: bytes) -> bytes:
    """Give a picture that was drawn anew as a JPEG of a few kilobytes, to tell one paper from another."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=75)
    return file.getvalue()


def _drawn(picture: Image.Image) -> tuple[bytes, str]:
    is_png = picture.format == "PNG"
    if picture.format in ("WEBP", "PNG") and getattr(picture, "n_frames", 1) > 1:
        raise FileKindRefused(what="动图", remedy="请截图后上传")
    if picture.format in ("JPEG", "MPO"):
        # A JPEG can be unfolded at a half, a quarter, an eighth of its size.
        share = (MOST_KEPT / (picture.width * picture.height)) ** 0.5
        if share < 1:
            picture.draft(None, (int(picture.width * share), int(picture.height * share)))
    if picture.width * picture.height > MOST_UNFOLDED:
        raise PictureTooLarge(most=MOST_UNFOLDED // TEN_THOUSAND)
    upright = _on_paper(ImageOps.exif_transpose(picture))
    share = (MOST_KEPT / (upright.width * upright.height)) ** 0.5
    if share < 1:
        upright = upright.resize((int(upright.width * share), int(upright.height * share)), Image.Resampling.LANCZOS)
    plain = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    file = io.BytesIO()
    plain.save(file, "PNG" if is_png else "JPEG", **({} if is_png else {"quality": 88}))
    return file.getvalue(), PNG if is_png else JPEG


def _on_paper(picture: Image.Image) -> Image.Image:
    """Give grey or colour in eight bits, without transparency."""
    if picture.mode.startswith(("I", "F")):
        # Grey in sixteen bits, or in the twelve of them that a device really uses.
        grey = picture.convert("I")
        highest = int(grey.getextrema()[1])  # type: ignore[arg-type]  # a picture of one band has one pair
        share = 1 / (1 << max(0, highest.bit_length() - 8))
        return grey.point(lambda value: value * share).convert("L")
    if picture.has_transparency_data:
        return _on_contrast(picture.convert("RGBA"))
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _on_contrast(picture: Image.Image) -> Image.Image:
    """Lay a transparent picture on white; what is itself white, as a stamp for dark pages, on dark grey."""
    opacity = picture.getchannel("A")
    visible = opacity.point(lambda value: 255 if value > 32 else 0)
    light = ImageStat.Stat(picture.convert("L"), visible) if visible.getbbox() else None
    ground = "#333333" if light and light.mean[0] > 200 and visible.getextrema()[0] == 0 else "white"
    paper = Image.new("RGB", picture.size, ground)
    paper.paste(picture, mask=opacity)
    return paper
