"""Uploaded papers: what they really are, and nothing hidden in them."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from eligibility.applications.errors import FileEmpty, FileKindRefused, FileTooLarge
from eligibility.applications.rules.pdfs import pages_of
from eligibility.applications.rules.pictures import draw_anew, is_picture

MOST_MEGABYTES: Final = 10
MOST_BYTES: Final = MOST_MEGABYTES * 1024 * 1024
PDF = "application/pdf"
SUFFIXES: Final = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png"}
# What people hand in besides, by its first bytes: its name, and how it becomes a paper.
OTHERS: Final = (
    (b"PK\x03\x04", "Office 文档、OFD 或压缩包", "请另存或打印为 PDF 后上传"),
    (b"\xd0\xcf\x11\xe0", "Office 文档", "请另存为 PDF 后上传"),
    (b"{\\rtf", "RTF 文档", "请另存为 PDF 后上传"),
    (b"II*\x00", "TIFF 图片", "请另存为 PDF 或 JPEG 后上传"),
    (b"MM\x00*", "TIFF 图片", "请另存为 PDF 或 JPEG 后上传"),
    (b"GIF8", "GIF 图片", "请另存为 JPEG 或 PNG 后上传"),
    (b"BM", "BMP 图片", "请另存为 JPEG 或 PNG 后上传"),
    (b"<", "网页或 SVG 文件", "请打印为 PDF 或截图后上传"),
)


@dataclass(frozen=True)
class Paper:
    """What is kept of an upload: its bytes, its real type, its number of pages, and the digest of the bytes."""

    content: bytes
    media_type: str
    pages: int = 1

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.media_type]


def read_paper(content: bytes) -> Paper:
    """Take a PDF as it is, and draw a picture anew: position, camera and whatever else it carried are gone.

    The name and the sender's word for its type are not asked. Raises FileEmpty, FileTooLarge, FileKindRefused,
    FileDamaged, FileLocked, FileIsActive, PictureTooLarge.
    """
    if not content:
        raise FileEmpty
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_MEGABYTES)
    if b"%PDF-" in content[:1024]:
        return Paper(content, PDF, pages_of(content))
    if is_picture(content):
        return Paper(*draw_anew(content))
    for beginning, what, remedy in OTHERS:
        if content.startswith(beginning):
            raise FileKindRefused(what=what, remedy=remedy)
    raise FileKindRefused(what="这种文件", remedy="请打印为 PDF 或拍照后上传")


def plain_name(name: str, suffix: str = "") -> str:
    """Give a file's name without its path and control characters, at most 120 characters, ending as what it is."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip() or "未命名"
    stem, dot, ending = printable.rpartition(".")
    is_ending = bool(dot and stem) and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending) is not None
    if not suffix:
        return printable[:120]
    if ending.lower() not in (suffix, {"jpg": "jpeg"}.get(suffix)):
        ending = suffix
    return f"{(stem if is_ending else printable)[: 119 - len(ending)]}.{ending}"
