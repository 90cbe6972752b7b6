"""The table: sorted, filtered and paged from the address, in two queries, whatever the address says."""

import ast
import csv
import io
import re
from decimal import Decimal

import pytest
from django_filters import CharFilter, ChoiceFilter, FilterSet, RangeFilter

from kit.errors import TooMuchToExport
from kit.pages.export import safe_cell
from kit.pages.table import ChoiceColumn, Column, MoneyColumn, StateColumn, Table
from province.areas.models import Area
from province.areas.words import AreaLevel
from tests.test_words import CODE

pytestmark = pytest.mark.django_db


class AreaFilter(FilterSet):
    name = CharFilter(label="名称", lookup_expr="contains")


class Areas(Table):
    caption = "区划"
    columns = (
        Column("code", "代码", sort="code"),
        Column("name", "名称", sort="name"),
        Column("level", "层级", sort="level"),
        Column("parent_id", "上级", sort="parent_id"),
        Column("prefix", "前缀"),
    )
    order = "code"
    filters = AreaFilter
    export_name = "区划"
    page_size = 4
    empty = "还没有区划。"


@pytest.fixture
def areas(db):
    """An invented province of ten cities."""
    top = Area.objects.create(code="990000", name="某省", level="province")
    for number in range(1, 11):
        Area.objects.create(code=f"99{number:02}00", name=f"市{number % 3}", level="city", parent=top)
    return Area.objects.filter(code__gte="980000")


def codes(table):
    return [row.pk for row in table.slice.rows]


def walk(ask, rows, way, **asked):
    """Every page from the first, following next_url or previous_url."""
    table = Areas(ask(**asked), rows)
    pages = [codes(table)]
    while getattr(table, way):
        query = dict(pair.split("=") for pair in getattr(table, way)[1:].split("&"))
        table = Areas(ask(**query), rows)
        pages.append(codes(table))
    return pages, table


@pytest.mark.parametrize("sort", ["code", "-code", "name", "-name", "level", "-level", "parent_id", "-parent_id"])
def test_paging_on_and_back_sees_each_row_once_in_order(ask, areas, sort):
    pages, last = walk(ask, areas, "next_url", sort=sort)
    there = [code for page in pages for code in page]
    assert len(pages) == 3
    assert sorted(there) == sorted(areas.values_list("pk", flat=True))
    query = dict(pair.split("=") for pair in last.previous_url[1:].split("&"))
    back, _ = walk(ask, areas, "previous_url", **query)
    assert [*reversed(back), pages[-1]] == pages


def test_rows_without_a_value_stand_last_in_both_directions(ask, areas):
    for sort in ("parent_id", "-parent_id"):
        pages, _ = walk(ask, areas, "next_url", sort=sort)
        assert pages[-1][-1] == "990000"


def test_a_row_added_before_the_cursor_does_not_repeat_another(ask, areas):
    after = Areas(ask(), areas).slice.after
    Area.objects.create(code="980000", name="邻省", level="province")
    assert codes(Areas(ask(after=after), areas)) == ["990400", "990500", "990600", "990700"]


NUL, SURROGATE = "WyJcdTAwMDAiLCAiXHUwMDAwIl0", "WyJcdWQ4MDAiLCAiXHVkODAwIl0"
UNREADABLE = ["x", "W10", "bnVsbA", "WyIwIl0", "é", "A" * 5000, "%00", "WzEsWzFdXQ", NUL, SURROGATE]


@pytest.mark.parametrize("cursor", UNREADABLE)
def test_a_cursor_that_cannot_be_read_is_the_first_page(ask, areas, cursor):
    assert codes(Areas(ask(after=cursor), areas))[0] == "990000"


@pytest.mark.parametrize("sort", ["password", "prefix", "-", "parent__account__password", ""])
def test_only_declared_columns_sort(ask, areas, sort):
    assert codes(Areas(ask(sort=sort), areas))[0] == "990000"


def test_a_page_costs_two_queries(ask, areas, django_assert_num_queries):
    with django_assert_num_queries(2):
        content = Areas(ask(), areas).respond("components/table.html").content.decode()
    assert "共 <b>11</b> 条" in content


def test_a_list_that_fits_one_page_is_not_counted(ask, areas, django_assert_num_queries):
    with django_assert_num_queries(1):
        Areas(ask(name="市1"), areas).respond("components/table.html")


def test_no_statement_skips_rows_by_number(ask, areas, django_assert_num_queries):
    _, last = walk(ask, areas, "next_url")
    query = dict(pair.split("=") for pair in last.previous_url[1:].split("&"))
    with django_assert_num_queries(2) as asked:
        Areas(ask(**query), areas).respond("components/table.html")
    assert not any("OFFSET" in entry["sql"] for entry in asked.captured_queries)


def test_filters_and_order_stay_in_every_address(ask, areas):
    table = Areas(ask(name="市", sort="-name"), areas)
    for url in (table.next_url, table.headings[0].url, table.export_url):
        assert "name=%E5%B8%82" in url
    assert table.headings[1].url.endswith("sort=name")
    assert table.headings[1].sorted == "descending"


def test_changing_the_order_returns_to_the_first_page(ask, areas):
    table = Areas(ask(after=Areas(ask(), areas).slice.after), areas)
    assert "after" not in table.headings[1].url


def test_an_empty_list_says_why_and_an_empty_filter_how_to_widen_it(ask, areas):
    nothing = Areas(ask(), areas.none()).respond("components/table.html").content.decode()
    assert "还没有区划。" in nothing
    filtered = Areas(ask(name="没有"), areas).respond("components/table.html").content.decode()
    assert "清除筛选" in filtered


def test_a_filter_of_two_fields_counts_as_one_that_is_set(ask, areas):
    class BySpan(Areas):
        filters = type("Span", (FilterSet,), {"span": RangeFilter(field_name="code", label="代码")})

    assert BySpan(ask(span_min="990300"), areas).filtered
    assert not BySpan(ask(), areas).filtered


def test_the_export_holds_what_the_filter_holds_in_its_order(ask, areas):
    answer = Areas(ask(name="市1", sort="-code", export="csv"), areas).respond()
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["代码", "名称", "层级", "上级", "前缀"]
    assert [row[0] for row in rows[1:]] == ["991000", "990700", "990400", "990100"]


@pytest.mark.parametrize("sort", ["parent_id", "-parent_id", "name", "-name"])
def test_the_export_has_the_rows_of_the_screen_in_its_order(ask, areas, sort):
    pages, _ = walk(ask, areas, "next_url", sort=sort)
    text = Areas(ask(sort=sort, export="csv"), areas).respond().content.decode("utf-8-sig")
    assert [line[0] for line in list(csv.reader(io.StringIO(text)))[1:]] == [code for page in pages for code in page]


def test_an_export_is_bounded_and_says_so_before_and_after(ask, areas, monkeypatch):
    monkeypatch.setattr("kit.pages.table.MOST_EXPORTED", 11)
    assert Areas(ask(export="csv"), areas).respond().count == 11
    monkeypatch.setattr("kit.pages.table.MOST_EXPORTED", 10)
    monkeypatch.setattr("kit.pages.keyset.MOST_COUNTED", 10)
    with pytest.raises(TooMuchToExport, match="超过 10 条"):
        Areas(ask(export="csv"), areas).respond()
    page = Areas(ask(), areas).respond("components/table.html").content.decode()
    assert ('href="?export=csv"' in page, "导出全部" in page) == (False, True)


def test_an_export_says_what_was_chosen_and_of_what_was_typed_only_that_it_was(ask, areas):
    class ByLevel(Areas):
        filters = type("Both", (AreaFilter,), {"level": ChoiceFilter(label="层级", choices=AreaLevel.as_choices)})

    table = ByLevel(ask(name="市1", level="city", export="csv"), areas)
    assert table.respond().asked == f"名称：已填写；层级：{AreaLevel.CITY.label}"
    assert Areas(ask(export="csv"), areas).respond().asked == ""


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"])
def test_no_text_becomes_a_formula(cell):
    assert safe_cell(cell) == f"'{cell}"


def test_numbers_stay_numbers_in_an_export():
    assert safe_cell(-5) == "-5"
    assert safe_cell(None) == ""


class Counties(Areas):
    columns = (
        Column("code", "代码", sort="code"),
        Column("name", "名称", draw=lambda area: f"{area.name}（{area.code}）"),
        StateColumn("level", show=lambda level: f"●{level.label}"),
        ChoiceColumn("parent", "上级", value=lambda area: area.parent and area.parent.level),
        MoneyColumn("amount", "金额", value=lambda area: Decimal("1234.5")),
    )


def test_a_column_of_a_kind_shows_its_value_and_exports_it_in_words(ask, areas):
    shown = Counties(ask(), areas).rows[0].cells
    assert [cell.html for cell in shown] == [
        "990000",
        "某省（990000）",
        f"●{AreaLevel.PROVINCE.label}",
        "—",
        "1,234.50",
    ]
    assert shown[4].style.startswith("num")
    text = Counties(ask(export="csv"), areas).respond().content.decode("utf-8-sig")
    assert text.splitlines()[1] == f"990000,某省,{AreaLevel.PROVINCE.label},,1234.5"
    assert text.splitlines()[2] == f"990100,市1,{AreaLevel.CITY.label},{AreaLevel.PROVINCE.label},1234.5"


def test_no_list_says_by_hand_what_a_kind_of_column_says() -> None:
    readers = [
        (path, keyword.value)
        for path, module in CODE.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Column")
        for keyword in node.keywords
        if isinstance(keyword.value, ast.Lambda)
    ]
    assert len(readers) >= 5
    by_hand = [path for path, reader in readers if re.search(r": \w+$|_display|\.label", ast.unparse(reader))]
    assert by_hand == []
