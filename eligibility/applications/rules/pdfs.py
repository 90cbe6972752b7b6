"""PDF files: whole, open to everybody, and without anything that acts by itself."""

import io
from collections.abc import Iterator
from typing import Final

import pikepdf

from eligibility.applications.errors import FileDamaged, FileIsActive, FileLocked

# Keys of a dictionary, and kinds of an action, that make a reader's program do something.
ACTIVE: Final = {
    "/JavaScript": "脚本",
    "/JS": "脚本",
    "/Launch": "启动程序的命令",
    "/EmbeddedFile": "附件",
    "/EmbeddedFiles": "附件",
    "/RichMedia": "音视频",
    "/XFA": "动态表单",
    "/SubmitForm": "发送表单的命令",
    "/ImportData": "导入数据的命令",
}


def pages_of(content: bytes) -> int:
    """Open the file as its reader will, look at every object of it but never into pictures, and count its pages.

    A password for printing or copying alone is no obstacle. Raises FileLocked, FileDamaged, FileIsActive.
    """
    # What a program has put behind the end is left out; a file that breaks off behind an earlier end is not whole.
    whole, end, rest = content.rpartition(b"%%EOF")
    if not end or b" obj" in rest or b"endobj" in rest:
        raise FileDamaged
    try:
        with pikepdf.open(io.BytesIO(whole + end + b"\n"), attempt_recovery=b"startxref" in content) as pdf:
            if not len(pdf.pages):
                raise FileDamaged
            for name in _names(pdf):
                if name in ACTIVE:
                    raise FileIsActive(what=ACTIVE[name])
            return len(pdf.pages)
    except pikepdf.PasswordError:
        raise FileLocked from None
    except (pikepdf.PdfError, ValueError):
        raise FileDamaged from None


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Give every key of every dictionary, and the kind of every action, whatever way they are spelt."""
    waiting: list[pikepdf.Object] = [*pdf.objects, pdf.trailer]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in thing.items():
                yield key
                if key in ("/S", "/Subtype") and isinstance(value, pikepdf.Name):
                    yield str(value)
                waiting.extend(_direct(value))
        elif isinstance(thing, pikepdf.Array):
            for value in thing:
                waiting.extend(_direct(value))


def _direct(value: pikepdf.Object) -> list[pikepdf.Object]:
    """Follow what stands in place; what is referred to has its own turn."""
    container = isinstance(value, pikepdf.Dictionary | pikepdf.Array)
    return [value] if container and not value.is_indirect else []
