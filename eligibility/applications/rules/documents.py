"""Uploaded papers: what they really are, and nothing hidden in them."""

import hashlib
import io
import re
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from eligibility.applications.errors import FileEmpty, FileIsActive, FileKindRefused, FileTooLarge

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_PIXELS = 40_000_000
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
# Phones write JPEG files with a second picture in them, which Pillow calls MPO: the first one is the paper.
KINDS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG"}
PICTURES = {"JPEG": JPEG, "PNG": PNG}
# What Pillow raises on damaged pictures; a damaged EXIF block reaches struct.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Paper:
    """What is kept of an upload: its bytes, its real type, and the digest of the bytes."""

    content: bytes
    media_type: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.media_type]


def read_paper(content: bytes) -> Paper:
    """A PDF as it is, a picture drawn anew: position, camera and whatever else it carried are gone.

    The name and the sender's word for its type are not asked. Raises FileEmpty, FileTooLarge,
    FileKindRefused, FileIsActive.
    """
    if not content:
        raise FileEmpty
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_MEGABYTES)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    return _picture(content)


def _pdf(content: bytes) -> Paper:
    if b"%%EOF" not in content[-2048:]:
        raise FileKindRefused
    if _ACTIVE.search(_ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), content)):
        raise FileIsActive
    return Paper(content, PDF)


def _picture(content: bytes) -> Paper:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is damaged beside the picture, nothing is kept
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
                return _drawn_anew(picture)
    except UNREADABLE:
        raise FileKindRefused from None


def _drawn_anew(picture: Image.Image) -> Paper:
    if picture.width * picture.height > MOST_PIXELS:
        raise FileKindRefused
    kind = KINDS[picture.format or ""]
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    plain = Image.frombytes("RGB", upright.size, upright.tobytes())
    file = io.BytesIO()
    plain.save(file, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return Paper(file.getvalue(), PICTURES[kind])


def plain_name(name: str) -> str:
    """A file's name without its path, without control characters, at most 120 characters."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip()
    return printable[:120] or "未命名"
