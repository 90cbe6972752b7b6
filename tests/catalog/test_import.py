"""The national list and the price list, taken in as a whole or not at all."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from catalog.admissions.models import Admission
from catalog.admissions.queries import payable_on
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.queries import dual_channel_on, terms_on
from catalog.fields import actions as fields
from catalog.listings.models import Listing
from catalog.national_list import actions as catalogue
from catalog.national_list import rules as national_list
from catalog.national_list.errors import ImportRefused
from catalog.national_list.queries import compare
from catalog.national_list.rules import CatalogueRow, read_rows
from catalog.prices.models import PaymentStandard
from catalog.products.models import Manufacturer, Product, ProductTerms
from province.events.models import Event
from province.staff.models import Account
from tools.stack.files import ROOT

LIST = ROOT / "tools/demo/data/national_list_2025.csv"


@pytest.fixture
def records() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def rows(records: list[dict[str, str]], curator: Account, today: date) -> list[CatalogueRow]:
    fields.load(by=curator, on=today)
    return read_rows(records)


def codes(refused: pytest.ExceptionInfo[ImportRefused]) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in refused.value.fields]


def test_every_row_of_the_shipped_list_is_taken(rows: Sequence[CatalogueRow], curator: Account, today: date) -> None:
    counts = catalogue.import_rows(rows=rows, by=curator, on=today)
    assert counts["drugs"] == Drug.objects.count() == NationalAgreement.objects.count() == 28
    assert counts["products"] == Product.objects.count() == PaymentStandard.objects.count() == 33
    assert counts["listed"] == Listing.objects.count() == 23
    assert counts["admitted"] == Admission.objects.count() == payable_on(today).count() == 28


def test_the_three_printed_shapes_become_yuan_per_pack(
    rows: Sequence[CatalogueRow], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    shown = PaymentStandard.objects.filter(product__drug__generic_name="甲磺酸氟马替尼").order_by("amount")
    assert [each.amount for each in shown] == [Decimal("343.1"), Decimal("583.3"), Decimal("2058.6")]
    assert PaymentStandard.objects.get(product__drug__generic_name="先诺特韦/利托那韦").amount == Decimal("479")
    assert PaymentStandard.objects.filter(product__drug__generic_name="洛拉替尼", confidential=True).exists()


def test_dual_channel_follows_from_the_national_list_and_is_not_typed(
    rows: Sequence[CatalogueRow], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    outside = Drug.objects.exclude(pk__in=dual_channel_on(today).values("pk"))
    assert {drug.generic_name for drug in outside} == {"依达拉奉右莰醇", "氯苯唑酸葡胺", "盐酸伊立替康脂质体"}


def test_a_second_import_changes_nothing(rows: Sequence[CatalogueRow], curator: Account, today: date) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    again = catalogue.import_rows(rows=rows, by=curator, on=today)
    assert (again["agreements"], again["standards"], again["listed"], again["admitted"]) == (0, 0, 0, 0)
    assert {change.kind for change in compare(rows)} == {"same"}


def test_each_listing_and_admission_leaves_its_own_event(
    rows: Sequence[CatalogueRow], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    assert Event.objects.filter(verb="open").count() == 23
    assert Event.objects.filter(verb="admit").count() == 28
    assert Event.objects.filter(noun="catalogue", verb="import").count() == 1


def test_what_the_next_list_prints_is_what_stands(
    rows: Sequence[CatalogueRow], records: list[dict[str, str]], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    records[3]["备注"] = "限定支付范围的新文字"
    catalogue.import_rows(rows=read_rows(records), by=curator, on=today)
    assert DrugTerms.objects.filter(restricted_scope="限定支付范围的新文字").count() == 1


@pytest.mark.obligation("HN-11.1")
def test_the_next_years_list_leaves_this_years_words_to_this_years_days(
    rows: Sequence[CatalogueRow], records: list[dict[str, str]], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    changes = {
        "备注": "新文字",
        "目录部分": "常规",
        "说明书适应症": "新适应症",
        "协议有效期": "2028-01-01 至 2029-12-31",
    }
    records[3].update(changes, 纳入起始日="", 纳入文件号="")
    catalogue.import_rows(rows=read_rows(records), by=curator, on=today)
    product = Product.objects.select_related("drug").get(pk=records[3]["药品统一编码"])
    days = (date(2027, 12, 31), date(2028, 1, 1))
    assert [terms_on(product.drug, day).dual_channel for day in days] == [True, False]  # type: ignore[union-attr]
    assert [terms_on(product.drug, day).restricted_scope == "新文字" for day in days] == [False, True]  # type: ignore[union-attr]
    assert [row.label_indication == "新适应症" for row in product.terms.order_by("first_day")] == [False, True]


def test_an_import_keeps_what_no_column_tells_and_conditions_of_the_same_words(
    rows: Sequence[CatalogueRow], records: list[dict[str, str]], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    product = Product.objects.get(pk=records[3]["药品统一编码"])
    ProductTerms.objects.filter(product=product).update(cold_chain=True)
    asked = [{"kind": "besides", "question": "是否？"}]
    DrugTerms.objects.filter(drug=product.drug_id).update(conditions=asked)
    records[3].update({"药店可售": "否", "说明书适应症": "新适应症", "纳入起始日": "", "纳入文件号": ""})
    catalogue.import_rows(rows=read_rows(records), by=curator, on=today)
    drug_terms, product_terms = product.drug.terms.get(), product.terms.get()
    assert (drug_terms.sold_in_pharmacies, drug_terms.conditions) == (False, asked)
    assert (product_terms.cold_chain, product_terms.label_indication) == (True, "新适应症")
    assert Event.objects.filter(verb="correct").count() == 2


def test_the_dry_run_says_what_would_change_and_stores_nothing(
    rows: Sequence[CatalogueRow], records: list[dict[str, str]], curator: Account, today: date
) -> None:
    assert {change.kind for change in compare(rows)} == {"new"}
    assert not Drug.objects.exists()
    catalogue.import_rows(rows=rows, by=curator, on=today)
    records[3]["备注"] = "限定支付范围的新文字"
    changed = [change for change in compare(read_rows(records)) if change.kind == "changed"]
    assert [(c.line, c.fields[0][0], c.fields[0][2]) for c in changed] == [(5, "限定支付范围", "限定支付范围的新文字")]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("通用名", "", "CELL_MISSING"),
        ("目录部分", "甲类", "CELL_NOT_A_CHOICE"),
        ("协议有效期", "2026-01-01", "PERIOD_UNREADABLE"),
        ("协议有效期", "2026-02-30 至 2027-12-31", "DAY_UNREADABLE"),
        ("医保支付标准", "1e2/盒", "STANDARD_UNREADABLE"),
        ("每包数量", "0", "CELL_NOT_A_COUNT"),
        ("每包数量", "１２", "CELL_NOT_A_COUNT"),
        ("最小包装挂网价", "1,000.00", "AMOUNT_NOT_PLAIN"),
        ("最小包装挂网价", "-1", "AMOUNT_NEGATIVE"),
        ("承诺书签订日", "2026/01/01", "DAY_UNREADABLE"),
        ("商品名", "长" * 81, "CELL_TOO_LONG"),
        ("保密支付标准", "", "CELL_MISSING"),
        ("纳入起始日", "2028-01-01", "EMPTY_PERIOD"),
    ],
)
def test_one_bad_cell_names_its_row_and_column(
    column: str, cell: str, code: str, records: list[dict[str, str]]
) -> None:
    records[1][column] = cell
    with pytest.raises(ImportRefused) as refused:
        read_rows(records)
    expected = "医保支付标准" if column == "保密支付标准" else column
    assert codes(refused) == [(f"3:{expected}", code)]


def test_every_bad_cell_is_named_at_once(records: list[dict[str, str]]) -> None:
    records[0]["规格"] = records[4]["生产企业"] = ""
    with pytest.raises(ImportRefused) as refused:
        read_rows(records)
    assert codes(refused) == [("2:规格", "CELL_MISSING"), ("6:生产企业", "CELL_MISSING")]


def test_a_table_without_a_column_says_which() -> None:
    with pytest.raises(national_list.ColumnsMissing):
        read_rows([{"编号": "1"}])


def refused_import(records: list[dict[str, str]], by: Account, on: date) -> list[tuple[str, str]]:
    fields.load(by=by, on=on)
    with pytest.raises(ImportRefused) as refused:
        catalogue.import_rows(rows=read_rows(records), by=by, on=on)
    assert not Manufacturer.objects.exists()
    return codes(refused)


@pytest.mark.parametrize(
    ("line", "column", "cell", "fault"),
    [
        (3, "备注", "另一种说法", ("3:通用名", "DRUG_TOLD_TWICE")),
        (3, "药品统一编码", "XL01ED900001", ("3:药品统一编码", "PRODUCT_TOLD_TWICE")),
        (4, "治疗领域", "alchemy", ("4:治疗领域", "FIELD_UNKNOWN")),
        (4, "纳入文件号", "", ("4:纳入文件号", "CELL_MISSING")),
        (4, "最小包装挂网价", "15120.01", ("4:承诺书签订日", "PRODUCT_UNFIT")),
        (4, "承诺书签订日", "2026-01-02", ("4:承诺书签订日", "PRODUCT_UNFIT")),
        (4, "目录部分", "竞价", ("4:纳入起始日", "ORIGIN_UNLIKE_SECTION")),
        (4, "纳入起始日", "2025-06-01", ("4:纳入起始日", "NO_POLICY_IN_FORCE")),
    ],
)
def test_one_bad_row_names_itself_and_nothing_is_stored(
    line: int, column: str, cell: str, fault: tuple[str, str],
    records: list[dict[str, str]], curator: Account, today: date,
) -> None:  # fmt: skip
    records[line - 2][column] = cell
    assert refused_import(records, curator, today) == [fault]


@pytest.mark.obligation("HN-12.2")
def test_an_import_does_not_change_a_standard_that_stands(
    rows: Sequence[CatalogueRow], records: list[dict[str, str]], curator: Account, today: date
) -> None:
    catalogue.import_rows(rows=rows, by=curator, on=today)
    records[0]["保密支付标准"] = "9000.00"
    with pytest.raises(ImportRefused) as refused:
        catalogue.import_rows(rows=read_rows(records), by=curator, on=today)
    assert codes(refused) == [("2:医保支付标准", "STANDARD_DIFFERS")]


def test_an_import_asks_few_questions_for_what_it_need_not_list(
    records: list[dict[str, str]], curator: Account, today: date, django_assert_max_num_queries: object
) -> None:
    fields.load(by=curator, on=today)
    for record in records:
        record["纳入起始日"] = ""
    rows = read_rows(records)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        catalogue.import_rows(rows=rows, by=curator, on=today)
