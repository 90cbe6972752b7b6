"""An official hands in a table, sees what it would change, takes the good lines and gets the bad ones back."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalog.drugs.models import Drug, DrugTerms
from catalog.fields import actions as fields
from catalog.national_list.models import CatalogueImport, ImportLine
from catalog.national_list.pages import imports as pages
from catalog.national_list.words import ImportKind, ImportState
from kit.clock import now
from kit.sheets.reading import read_sheets
from province.events.models import Event
from province.jobs.schedule import JOBS
from province.staff.models import Account
from province.staff.words import Role
from tests.catalog.tables import FIRST, as_text, shipped
from tests.factories.province import AccountFactory
from tests.kit.sheets.books import book
from tests.support.browsers import browser_of

CASES = Path(__file__).parent / "cases"
SAMPLE = Path(__file__).with_name("nrdl-2025-negotiated-sample.csv").read_bytes()


@pytest.fixture(autouse=True)
def load(curator: Account, today: date) -> None:
    fields.load(by=curator, on=today)


def hand_in(desk: Client, content: bytes, kind: str = "national_list", name: str = "list.csv") -> str:
    """Hand a table in; the page that it leads to, or the same page with what is wrong."""
    form = {"file": SimpleUploadedFile(name, content), "first": FIRST.isoformat(), "document": "医保发〔2025〕33号"}
    return desk.post(reverse("catalog:import_upload", args=[kind]), form, follow=True).content.decode()


def latest() -> CatalogueImport:
    return CatalogueImport.objects.latest("pk")


def first_lines(number: int = 8) -> bytes:
    return as_text(shipped()[:number])


def confirm(desk: Client) -> str:
    return desk.post(reverse("catalog:import_confirm", args=[latest().pk]), follow=True).content.decode()


def test_a_table_is_shown_first_and_stored_when_confirmed(desk: Client) -> None:
    shown = hand_in(desk, first_lines())
    assert "新增 <b>6</b>" in shown
    assert not Drug.objects.exists()
    assert "已导入：新增 6 行，变更 0 行" in confirm(desk)
    assert Drug.objects.count() == 6


def as_workbook(content: bytes) -> bytes:
    (sheet,) = read_sheets(content)
    return book([line.cells for line in sheet.lines])


@pytest.mark.parametrize(
    "content",
    [
        first_lines(),
        as_workbook(first_lines()),
        first_lines().decode().encode("gb18030"),
        first_lines().decode().encode("utf-8-sig"),
        first_lines().replace(b"\r\n", b"\r"),
        first_lines() + b",,,,,\r\n" * 3,
        "某省药品目录\r\n\r\n".encode() + first_lines(),
    ],
    ids=["text", "workbook", "gb18030", "marked", "cr", "blank rows", "title"],
)
def test_the_same_table_is_read_from_any_file(content: bytes, desk: Client) -> None:
    hand_in(desk, content)
    assert latest().counts == {"new": 6, "same": 2}


@pytest.mark.parametrize("case", ["B037-csv-cr-line-ends.csv", "B041-csv-blank-rows.csv"])
def test_a_table_that_was_reported_is_read(case: str, desk: Client) -> None:
    hand_in(desk, (CASES / case).read_bytes())
    assert latest().counts == {"new": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((CASES / "B045-empty-table-says-nothing.csv").read_bytes(), "没有数据行"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01", "文字编码无法识别"),
        (b'a,"b', "不成对"),
    ],
)
def test_a_file_that_is_no_table_says_why(content: bytes, words: str, desk: Client) -> None:
    assert words in hand_in(desk, content)
    assert not CatalogueImport.objects.exists()


def test_a_form_without_a_file_asks_for_it(desk: Client) -> None:
    answer = desk.post(reverse("catalog:import_upload", args=["products"]), {"first": "2026-01-01", "document": "x"})
    assert answer.context["form"].errors["file"]


def test_a_large_table_is_confirmed_by_its_number(desk: Client) -> None:
    """4.3 MB of text: what is confirmed does not come back with the form."""
    rows = [{**shipped()[0], "通用名": f"药{number}", "备注": "限" * 1900} for number in range(750)]
    content = as_text(rows)
    assert len(content) > 4_300_000
    hand_in(desk, content)
    assert "已导入：新增 750 行" in confirm(desk)


def test_the_columns_are_asked_for_where_they_are_not_clear(desk: Client) -> None:
    shown = hand_in(desk, SAMPLE)
    assert "核对列名" in shown
    row = latest()
    form = {name: place for name, place in initial(desk, row).items() if place is not None}
    desk.post(reverse("catalog:import_columns", args=[row.pk]), {**form, "field": "oncology"})
    assert latest().counts == {"new": 27, "wrong": 1}


def initial(desk: Client, row: CatalogueImport, **asked: str) -> dict[str, object]:
    form = desk.get(reverse("catalog:import_columns", args=[row.pk]), asked).context["form"]
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


def test_a_heading_elsewhere_is_found_by_its_number(desk: Client) -> None:
    hand_in(desk, "甲,乙\n药名,丙\n盐酸阿来替尼胶囊,1\n".encode())
    row = latest()
    assert row.state == ImportState.MATCHING
    assert initial(desk, row, heading="2")["heading"] == 2
    form = {"sheet": "", "heading": "2", "column_0": "0", "section": "regular", "field": "oncology"}
    desk.post(reverse("catalog:import_columns", args=[row.pk]), form)
    assert latest().counts == {"new": 1}


def test_one_column_cannot_be_two(desk: Client) -> None:
    hand_in(desk, SAMPLE)
    form = {"sheet": "", "heading": "1", "column_0": "2", "column_1": "2"}
    answer = desk.post(reverse("catalog:import_columns", args=[latest().pk]), form)
    assert "不能是表中的同一列" in answer.content.decode()


def test_the_sheet_with_the_columns_is_taken(desk: Client) -> None:
    (sheet,) = read_sheets(first_lines())
    hand_in(desk, book([["说明"], ["本表"]], 隐藏="通用名"), "products")
    assert latest().state == ImportState.MATCHING
    hand_in(desk, book([line.cells for line in sheet.lines]))
    assert latest().sheet == "目录"


def test_bad_lines_come_back_with_their_reasons_and_can_be_sent_again(desk: Client) -> None:
    rows = shipped()[:8]
    rows[3]["协议有效期"] = "长期"
    hand_in(desk, as_text(rows))
    confirm(desk)
    answer = desk.get(reverse("catalog:import_wrong", args=[latest().pk]))
    (sheet,) = read_sheets(answer.content)
    assert (len(sheet.lines), sheet.lines[0].cells[-1]) == (2, "原因")
    assert "期间应如" in sheet.lines[1].cells[-1]
    place = sheet.lines[0].cells.index("协议有效期")
    table = [[*line.cells[:place], rows[2]["协议有效期"], *line.cells[place + 1 :]] for line in sheet.lines[1:]]
    hand_in(desk, book([sheet.lines[0].cells, *table]), name="有误的行.xlsx")
    assert latest().counts == {"new": 1, "gone": 5}


@pytest.mark.parametrize("kind", ImportKind)
def test_the_template_can_be_filled_in_and_handed_in(kind: ImportKind, desk: Client) -> None:
    answer = desk.get(reverse("catalog:import_template", args=[kind.value]))
    hand_in(desk, b"".join(answer), kind.value, "模板.xlsx")
    assert latest().state == ImportState.COMPARED
    assert latest().total == 1


def test_the_same_file_again_is_told(desk: Client) -> None:
    hand_in(desk, first_lines())
    assert "同一文件已由目录管理员" in hand_in(desk, first_lines())


def test_the_lines_can_be_looked_at_by_what_becomes_of_them(desk: Client) -> None:
    rows = shipped()[:8]
    rows[2]["治疗领域"] = "炼金"
    hand_in(desk, as_text(rows))
    answer = desk.get(reverse("catalog:import_file", args=[latest().pk]), {"kind": "wrong"})
    assert [row.number for row in answer.context["table"].slice.rows] == [4]
    assert "没有名为或代码为“炼金”的治疗领域" in answer.content.decode()


def test_a_large_table_is_left_to_the_worker(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    assert "正在后台处理" in hand_in(desk, first_lines())
    assert latest().state == ImportState.COMPARING
    progress = reverse("catalog:import_progress", args=[latest().pk])
    assert "已完成" in desk.get(progress).content.decode()
    work()
    assert desk.get(progress)["HX-Redirect"] == reverse("catalog:import_file", args=[latest().pk])
    confirm(desk)
    assert not DrugTerms.objects.exists()
    work()
    assert (latest().state, Drug.objects.count()) == (ImportState.TAKEN, 6)


def work() -> None:
    JOBS["advance_imports"].work(now())


def test_nobody_else_imports() -> None:
    desk = browser_of(AccountFactory(role=Role.REVIEWER))
    assert desk.get(reverse("catalog:import")).status_code == 403


def test_what_is_unknown_is_not_found(desk: Client) -> None:
    for address in ("/catalog/import/999/", "/catalog/import/persons/", "/catalog/import/persons/template/"):
        assert desk.get(address).status_code == 404


def test_a_table_is_kept_for_its_days_and_its_event_for_ever(desk: Client) -> None:
    hand_in(desk, first_lines())
    confirm(desk)
    hand_in(desk, first_lines())
    CatalogueImport.objects.filter(pk=latest().pk).update(state=ImportState.TAKING)
    for days, number in ((179, 0), (181, 1)):
        assert JOBS["clear_imports"].work(now() + timedelta(days=days)) == {"清除表格": number}
    assert CatalogueImport.objects.get().state == ImportState.TAKING
    assert not ImportLine.objects.exclude(catalogue_import=latest()).exists()
    assert Event.objects.filter(noun="catalogue", verb="import").exists()


def test_a_large_table_tells_how_far_it_is_before_it_is_done(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.national_list.pages.imports.AT_ONCE", 3)
    monkeypatch.setattr("catalog.national_list.actions.comparing.STEP", 3)
    shown = hand_in(desk, first_lines())
    assert "已完成 <b>0</b> / 8" in shown
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalog.national_list.models.ImportLine.objects.bulk_create", twice())
        with pytest.raises(ZeroDivisionError):
            JOBS["advance_imports"].work(now())
    assert "已完成 <b>3</b> / 8" in desk.get(reverse("catalog:import_progress", args=[latest().pk])).content.decode()


def twice() -> Callable[..., object]:
    """Lines are kept once, and then the worker stops."""
    keep, calls = ImportLine.objects.bulk_create, count()
    return lambda *args, **more: 1 / 0 if next(calls) else keep(*args, **more)
