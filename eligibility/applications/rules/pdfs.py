"""PDF files: whole, open to everybody, and without anything that acts by itself."""

import io
from collections.abc import Iterator
from typing import Final

import pikepdf

from eligibility.applications.errors import FileDamaged, FileIsActive, FileLocked, FileTooManifold

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
# So much is looked at: a book of a thousand pages of print has a tenth of it.
MOST_PARTS: Final = 300_000


def pages_of(content: bytes) -> int:
    """Open the file as its reader will, look at every object of it but never into pictures, and count its pages.

    A password for printing or copying alone is no obstacle. Raises FileLocked, FileDamaged, FileIsActive,
    FileTooManifold.
    """
    # What a program has put behind the end is left out; a file that breaks off behind an earlier end is not whole.
    whole, end, rest = content.rpartition(b"%%EOF")
    if not end or b" obj" in rest or b"endobj" in rest:
        raise FileDamaged
    file = io.BytesIO(whole + end + b"\n")
    try:
        with pikepdf.open(file, attempt_recovery=b"startxref" in content, inherit_page_attributes=False) as pdf:
            # First, since to count the pages takes long where there are too many.
            for name in _names(pdf):
                if name in ACTIVE:
                    raise FileIsActive(what=ACTIVE[name])
            if not len(pdf.pages):
                raise FileDamaged
            return len(pdf.pages)
    except pikepdf.PasswordError:
        raise FileLocked from None
    except (pikepdf.PdfError, ValueError, MemoryError):
        raise FileDamaged from None


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Give every key of every dictionary, and the kind of every action, whatever way they are spelt.

    Raises FileTooManifold.
    """
    waiting: list[pikepdf.Object] = [*pdf.objects, pdf.trailer]
    left = MOST_PARTS - len(waiting)
    while waiting:
        entries = _entries(waiting.pop())
        left -= len(entries)
        if left < 0:
            raise FileTooManifold
        for key, value in entries:
            if key:
                yield key
            if key in ("/S", "/Subtype") and isinstance(value, pikepdf.Name):
                yield str(value)
            # What is referred to has its own turn.
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                waiting.append(value)


def _entries(thing: pikepdf.Object) -> list[tuple[str, pikepdf.Object]]:
    """What stands in a thing, by its keys; in an array nothing has one. Raises FileTooManifold."""
    if isinstance(thing, pikepdf.Array):
        if len(thing) > MOST_PARTS:
            raise FileTooManifold
        return [("", value) for value in thing]
    return list(thing.items()) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else []
