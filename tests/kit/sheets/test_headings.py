"""The heading is found among the first lines, its columns by their own and by other names."""

import pytest

from kit.sheets.cells import read_count, text_of
from kit.sheets.headings import Column, ColumnsMissing, Heading, find_heading, match_names, read_records
from kit.sheets.lines import Line, gather

COLUMNS = (
    Column("通用名", text_of(20), ("药品名称", "name"), required=True),
    Column("每包数量", read_count, ("转换比",)),
    Column("挂网价", text_of(20)),
)


def lines(*rows: str) -> tuple[Line, ...]:
    return gather("", (row.split(",") for row in rows)).lines


@pytest.mark.parametrize(
    "head",
    [
        "通用名,每包数量,挂网价",
        "药品 名称,转换比,挂网价（元）",
        "NAME,转换比：,挂网价[元]",
        "药品\n名称,转换比,挂　网价",
    ],
)
def test_a_column_is_known_by_its_names_without_remarks_and_blanks(head: str) -> None:
    assert match_names(lines(head)[0], COLUMNS).places == {"通用名": 0, "每包数量": 1, "挂网价": 2}


def test_the_heading_is_found_below_titles_and_blank_lines() -> None:
    heading = find_heading(lines("某省挂网价格表", "", "单位：元", "挂网价,通用名,其他", "1,甲,乙"), COLUMNS)
    assert heading == Heading(4, {"通用名": 1, "挂网价": 0})


def test_a_table_without_a_heading_has_none() -> None:
    assert find_heading(lines("甲,1", "乙,2"), COLUMNS) is None


def test_a_name_goes_before_other_names() -> None:
    assert match_names(lines("药品名称,通用名")[0], COLUMNS).places == {"通用名": 1}


def test_lines_below_are_read_and_a_repeated_heading_is_passed_by() -> None:
    table = lines("通用名,转换比", "甲,２", "通用名,转换比", "", ",3")
    records = list(read_records(table, Heading(1, {"通用名": 0, "每包数量": 1}), COLUMNS))
    assert [record.number for record in records] == [2, 5]
    assert records[0].values == {"通用名": "甲", "每包数量": 2}
    assert [(fault.field, fault.code) for fault in records[1].faults] == [("通用名", "CELL_MISSING")]


def test_a_required_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ColumnsMissing, match="通用名"):
        list(read_records(lines("挂网价"), Heading(1, {"挂网价": 0}), COLUMNS))
