"""Any table that an official saves becomes the same lines, with the numbers that the spreadsheet shows."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kit.errors import Malformed
from kit.sheets import lines as bounds
from kit.sheets import workbook
from kit.sheets.lines import Line
from kit.sheets.reading import MOST_BYTES, read_sheets
from kit.sheets.writing import write_rows
from tests.kit.sheets.books import book, with_part

TABLE = "编号,名称\n164,盐酸阿来替尼\n"
LINES = (Line(1, ("编号", "名称")), Line(2, ("164", "盐酸阿来替尼")))
OLD = Path(__file__).with_name("old.xls").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"


def lines_of(content: bytes) -> tuple[Line, ...]:
    (sheet,) = read_sheets(content)
    return sheet.lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_do_not_matter(encoding: str, end: str) -> None:
    assert lines_of(TABLE.replace("\n", end).encode(encoding)) == LINES


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_mark_between_cells_is_seen(separator: str) -> None:
    assert lines_of(TABLE.replace(",", separator).encode()) == LINES


def test_a_workbook_is_read_as_the_text_is() -> None:
    assert lines_of(book([["编号", "名称"], [164.0, "盐酸阿来替尼"]])) == LINES


def test_blank_lines_are_left_out_and_the_numbers_stay() -> None:
    assert [line.number for line in lines_of(b"a,b\n\n,,,\n1,2\n\xe3\x80\x80,\n3,4\n,,\n")] == [1, 4, 6]
    assert [line.number for line in lines_of(book([["a", "b"], [], ["　", " "], [1, 2]]))] == [1, 4]


def test_a_cell_with_a_line_end_counts_as_one_line() -> None:
    assert [line.number for line in lines_of(b'a,b\n"x\ny",1\nz,2\n')] == [1, 2, 3]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (164.0, "164"),
        (8690012345678, "8690012345678"),
        (0.1 + 0.2, "0.3"),
        (2408.1, "2408.1"),
        (1234567890123456789, "1.23456789012346E+18"),
        (date(2026, 1, 1), "2026-01-01"),
        (True, "是"),
        (" 甲\u00a0", "甲"),
    ],
)
def test_a_value_is_written_as_it_was_typed(cell: str | int | float | date, text: str) -> None:
    assert lines_of(book([["列"], [cell]]))[1].cells == (text,)


def test_an_old_workbook_is_read_with_its_days_and_merged_cells() -> None:
    assert [(line.number, line.cells) for line in lines_of(OLD)] == [
        (1, ("编号", "日")), (2, ("164", "2026-01-01")), (4, ("甲", "")), (5, ("甲", "")), (6, ("甲", "")),
        (7, ("8690012345678", "")),
    ]  # fmt: skip


def test_what_is_merged_over_lines_holds_for_each_and_a_caption_stays_one_cell() -> None:
    table = book([["编号", "名称"], [], [None, "一"], [None, "二"]], [(1, 1, 0, 1, "抗肿瘤药"), (2, 3, 0, 0, "164")])
    assert [line.cells for line in lines_of(table)][1:] == [("抗肿瘤药", ""), ("164", "一"), ("164", "二")]


def test_a_formula_gives_its_value_and_a_hidden_sheet_nothing() -> None:
    calculated = with_part(book([["列"], ["=1+2"]], 草稿="x"), SHEET, (b"</f><v>0</v>", b"</f><v>3</v>"))
    assert lines_of(calculated)[1].cells == ("3",)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "FILE_WITHOUT_CONTENT", "空的"),
        (b"\xef\xbb\xbf\n", "SHEET_EMPTY", "没有数据行"),
        (b"%PDF-1.7", "FILE_NOT_TABLE", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "FILE_NOT_TABLE", "网页"),
        (b"\xff\xd8\xff\xe0", "FILE_NOT_TABLE", "图片"),
        (b"a,b\n\x00\x01\x02", "ENCODING_UNKNOWN", "UTF-8"),
        (b"\xa6\x57\xff\xff", "ENCODING_UNKNOWN", "GB18030"),
        (b'a,b\n1,"2\n3,4\n', "TABLE_UNREADABLE", "引号"),
        (b"a" * (MOST_BYTES + 1), "SHEET_TOO_LARGE", "30 MB"),
        (b"PK\x03\x04 and no more", "FILE_BROKEN", "损坏"),
        (OLD[:700], "FILE_BROKEN", "损坏"),
        (OLD[:512] + "EncryptedPackage".encode("utf-16-le"), "SHEET_LOCKED", "密码"),
        (with_part(book([["列"], ["=1/0"]]), SHEET, (b"</f><v>0</v>", b"</f>")), "CELL_NOT_A_VALUE", "A2"),
        (with_part(book([["列"], [1]]), SHEET, (b'r="A2"', b'r="A2" t="e"')), "CELL_NOT_A_VALUE", "A2"),
        (with_part(book([["列"], [1]]), SHEET, (b'r="A2"', b'r="XFD1048576"')), "TOO_MANY_ROWS", "60000"),
        (with_part(book([["列"], [1]]), SHEET, (b'r="A2"', b'r="XFD2"')), "TOO_MANY_COLUMNS", "250"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(content: bytes, code: str, words: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_sheets(content)
    assert (refused.value.code, words in refused.value.message) == (code, True)


FAR_OFF = {
    "in other quotes": (b'r="A2"', b"r='XFD1048576'", "TOO_MANY_ROWS"),
    "with blanks": (b'r="A2"', b'r = "XFD1048576"', "TOO_MANY_ROWS"),
    "in small letters": (b'r="A2"', b'r="xfd2"', "TOO_MANY_COLUMNS"),
    "in another spelling": (b'r="A2"', b'r="&#88;FD2"', "FILE_BROKEN"),
    "by its line alone": (b'<row r="2"', b'<row r="1048576"', "TOO_MANY_ROWS"),
    "by its neighbours": (b'<c r="A2"', b"<c/>" * 300 + b'<c r="A2"', "TOO_MANY_COLUMNS"),
    "behind a remark": (b"<sheetData>", b"<!-- <row --><sheetData>", "FILE_BROKEN"),
}


@pytest.mark.parametrize(("before", "after", "code"), FAR_OFF.values(), ids=FAR_OFF)
def test_no_cell_is_far_off_in_any_way_of_writing_it(before: bytes, after: bytes, code: str) -> None:
    """Room is kept for every cell before it: the process would end."""
    with pytest.raises(Malformed, match=code):
        read_sheets(with_part(book([["列"], [1]]), SHEET, (before, after)))


def test_merged_cells_that_lie_over_each_other_are_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_MERGED", 1)
    with pytest.raises(Malformed, match="FILE_BROKEN"):
        read_sheets(book([["甲", "乙"], [1, 2], [3, 4]], merged=[(0, 2, 0, 0, "甲")]))


def packed(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, "x")
    return file.getvalue()


def test_a_packed_file_that_is_no_workbook_is_named() -> None:
    with pytest.raises(Malformed, match="FILE_NOT_TABLE"):
        read_sheets(packed("word/document.xml"))


def test_a_workbook_that_unpacks_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 100)
    with pytest.raises(Malformed, match="FILE_UNPACKS_TOO_LARGE"):
        read_sheets(book([["列"], [1]]))


@pytest.mark.parametrize(
    ("bound", "most", "code"),
    [("MOST_ROWS", -998, "TOO_MANY_ROWS"), ("MOST_COLUMNS", 0, "TOO_MANY_COLUMNS"), ("MOST_CELLS", 3, "UNPACKS_TOO")],
)
def test_an_old_workbook_is_bounded_as_a_new_one(
    bound: str, most: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, bound, most)
    with pytest.raises(Malformed, match=code):
        read_sheets(OLD)


FORMULA = "=cmd|' /C calc'!A0"


def test_text_that_looks_like_a_formula_is_text_and_is_written_as_text() -> None:
    assert lines_of(f"列,乙\n{FORMULA},-1\n".encode())[1].cells == (FORMULA, "-1")
    given_back = write_rows(["列"], [[FORMULA]])
    assert lines_of(given_back)[1].cells == (FORMULA,)
    with zipfile.ZipFile(io.BytesIO(given_back)) as package:
        assert b"<f>" not in package.read(SHEET)


def test_more_lines_than_are_taken_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ROWS", 2)
    with pytest.raises(Malformed, match="TOO_MANY_ROWS"):
        read_sheets(b"a\n1\n2\n")
