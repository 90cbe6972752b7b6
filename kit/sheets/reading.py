"""A file of an official becomes lines of text, each with the number that a spreadsheet shows beside it."""

from kit.sheets.errors import FileEmpty, FileNotTable, FileTooLarge, TableEmpty
from kit.sheets.lines import Sheet
from kit.sheets.text import read_text
from kit.sheets.workbook import OLD_WORKBOOK, PACKED, read_workbook

MEGABYTE = 1024 * 1024
MOST_BYTES = 30 * MEGABYTE
# How files begin that are chosen by mistake; a table of an old system is often a page of the web called xls.
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"{\\rtf": "文档",
}
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a file that have lines, told by its bytes and not by its name: xlsx, xls or csv.

    Raises FileTooLarge, FileEmpty, FileNotTable, TableEmpty and what the readers of each kind raise.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // MEGABYTE)
    if not content.strip():
        raise FileEmpty
    if content.startswith((PACKED, OLD_WORKBOOK)):
        sheets = read_workbook(content)
    else:
        _refuse_others(content)
        sheets = (read_text(content),)
    sheets = tuple(sheet for sheet in sheets if sheet.lines)
    if not sheets:
        raise TableEmpty
    return sheets


def _refuse_others(content: bytes) -> None:
    kind = next((kind for start, kind in OTHERS.items() if content.startswith(start)), "")
    if not kind and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(WEB_PAGE):
        kind = "网页（有的系统把它命名为 xls）"
    if kind:
        raise FileNotTable(kind=kind)
