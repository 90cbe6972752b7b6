"""The national list and the price list: compared line by line, the good lines taken, nothing overwritten."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.admissions.models import Admission
from catalog.admissions.queries import payable_on
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.queries import dual_channel_on, terms_on
from catalog.drugs.words import NationalSection
from catalog.fields import actions as fields
from catalog.fields.models import TherapeuticField
from catalog.listings.models import Listing
from catalog.national_list import actions as imports
from catalog.national_list.errors import ImportMoved, NothingToTake
from catalog.national_list.models import CatalogueImport
from catalog.national_list.rules.names import take_apart
from catalog.national_list.words import ImportKind, ImportState
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Product
from kit.period import Period
from kit.sheets.headings import ColumnsMissing
from province.events.models import Event
from province.staff.models import Account
from tests.catalog.tables import FIRST, Records, compared, shipped, taken, wrong

DRUGS, PRODUCTS = ImportKind.NATIONAL_LIST, ImportKind.PRODUCTS
SAMPLE = Path(__file__).with_name("nrdl-2025-negotiated-sample.csv")


@pytest.fixture
def records() -> Records:
    """The first lines of the table, of six drugs."""
    return shipped()[:8]


@pytest.fixture(autouse=True)
def load(curator: Account, today: date) -> None:
    fields.load(by=curator, on=today)


@pytest.fixture
def listed(records: Records, curator: Account, today: date) -> CatalogueImport:
    return taken(DRUGS, records, curator, today)


@pytest.fixture
def priced(listed: CatalogueImport, records: Records, curator: Account, today: date) -> CatalogueImport:
    return taken(PRODUCTS, records, curator, today)


@pytest.mark.usefixtures("whole")
def test_one_table_gives_the_drugs_first_and_then_the_products(today: date) -> None:
    assert (Drug.objects.count(), NationalAgreement.objects.count(), Listing.objects.count()) == (28, 28, 23)
    assert (Product.objects.count(), PaymentStandard.objects.count(), ListedPrice.objects.count()) == (33, 33, 33)
    assert Admission.objects.count() == payable_on(today).count() == 28
    assert CatalogueImport.objects.filter(state=ImportState.TAKEN).count() == 2


def test_several_products_of_a_drug_are_one_new_drug(records: Records, curator: Account) -> None:
    assert compared(DRUGS, records, curator).counts == {"new": 6, "same": 2}


@pytest.fixture
def whole(curator: Account, today: date) -> None:
    """The whole table is taken: drugs and products, listed and admitted."""
    for kind in (DRUGS, PRODUCTS):
        taken(kind, shipped(), curator, today)


@pytest.mark.usefixtures("whole")
def test_the_three_printed_shapes_become_yuan_per_pack() -> None:
    shown = PaymentStandard.objects.filter(product__drug__generic_name="甲磺酸氟马替尼").order_by("amount")
    assert [each.amount for each in shown] == [Decimal("343.1"), Decimal("583.3"), Decimal("2058.6")]
    assert PaymentStandard.objects.get(product__drug__generic_name="先诺特韦/利托那韦").amount == Decimal("479")
    assert PaymentStandard.objects.filter(product__drug__generic_name="洛拉替尼", confidential=True).exists()


@pytest.mark.usefixtures("whole")
def test_dual_channel_follows_from_the_national_list_and_is_not_typed(today: date) -> None:
    outside = Drug.objects.exclude(pk__in=dual_channel_on(today).values("pk"))
    assert {drug.generic_name for drug in outside} == {"依达拉奉右莰醇", "氯苯唑酸葡胺", "盐酸伊立替康脂质体"}


@pytest.mark.usefixtures("priced")
@pytest.mark.parametrize("kind", ImportKind)
def test_what_is_stored_alike_is_the_same_and_cannot_be_taken(
    kind: ImportKind, records: Records, curator: Account, today: date
) -> None:
    again = compared(kind, records, curator)
    assert again.counts == {"same": 8}
    with pytest.raises(NothingToTake):
        imports.confirm(catalogue_import=again, by=curator, on=today)


@pytest.mark.usefixtures("whole")
def test_each_listing_and_admission_leaves_its_own_event() -> None:
    assert Event.objects.filter(verb="open").count() == 23
    assert Event.objects.filter(verb="admit").count() == 28
    assert Event.objects.filter(noun="catalogue", verb="import").count() == 2


@pytest.mark.usefixtures("listed")
def test_nothing_is_stored_before_it_is_confirmed(records: Records, curator: Account, today: date) -> None:
    records[3]["备注"] = "限定支付范围的新文字"
    row = compared(DRUGS, records, curator)
    (line,) = row.lines.filter(kind="altered")
    assert (line.number, line.changes[0][0], line.changes[0][2]) == (5, "限定支付范围", "限定支付范围的新文字")
    assert not DrugTerms.objects.filter(restricted_scope="限定支付范围的新文字").exists()
    imports.advance(catalogue_import=imports.confirm(catalogue_import=row, by=curator, on=today))
    assert DrugTerms.objects.filter(restricted_scope="限定支付范围的新文字").count() == 1


@pytest.mark.usefixtures("listed")
def test_what_the_next_list_says_follows_and_what_was_said_stays(
    records: Records, curator: Account, today: date
) -> None:
    before = records[3]["备注"]
    records[3] |= {"备注": "限定支付范围的新文字", "药店可售": "否"}
    taken(DRUGS, records, curator, today, first=date(2026, 7, 1))
    old, new = Drug.objects.get(generic_name=records[3]["通用名"]).terms.order_by("first_day")
    assert (old.period, old.restricted_scope) == (Period(FIRST, date(2026, 6, 30)), before)
    assert (new.period, new.restricted_scope) == (Period(date(2026, 7, 1), None), "限定支付范围的新文字")
    assert (old.dual_channel, new.dual_channel) == (True, False)
    assert Event.objects.filter(noun="drug", verb="describe", object_id=str(new.drug_id)).count() == 2


@pytest.mark.usefixtures("priced")
def test_an_import_keeps_what_no_column_tells_and_conditions_of_the_same_words(
    records: Records, curator: Account, today: date
) -> None:
    product = Product.objects.get(pk=records[3]["药品统一编码"])
    asked = [{"kind": "besides", "question": "是否？"}]
    product.terms.update(cold_chain=True)
    product.drug.terms.update(conditions=asked)
    records[3] |= {"药店可售": "否", "说明书适应症": "新适应症"}
    for kind in (DRUGS, PRODUCTS):
        taken(kind, records, curator, today)
    drug_terms, product_terms = product.drug.terms.get(), product.terms.get()
    assert (drug_terms.sold_in_pharmacies, drug_terms.conditions) == (False, asked)
    assert (product_terms.cold_chain, product_terms.label_indication) == (True, "新适应症")
    assert Event.objects.filter(verb="correct").count() == 2


@pytest.mark.usefixtures("priced")
def test_what_the_next_price_list_says_of_a_label_follows(records: Records, curator: Account, today: date) -> None:
    records[3]["说明书适应症"] = "新的适应症"
    taken(PRODUCTS, records, curator, today, first=date(2026, 7, 1))
    old, new = Product.objects.get(pk=records[3]["药品统一编码"]).terms.order_by("first_day")
    assert (old.last_day, new.label_indication, new.route) == (date(2026, 6, 30), "新的适应症", old.route)


@pytest.mark.usefixtures("listed")
def test_a_drug_that_the_table_does_not_name_is_told_and_stays(records: Records, curator: Account) -> None:
    row = compared(DRUGS, records[2:], curator)
    assert [line.name for line in row.lines.filter(kind="gone")] == ["盐酸阿来替尼（胶囊剂）"]
    assert Listing.objects.filter(drug__generic_name="盐酸阿来替尼").count() == 1


@pytest.mark.usefixtures("priced")
def test_a_price_that_is_otherwise_follows_the_one_before(records: Records, curator: Account, today: date) -> None:
    records[2]["最小包装挂网价"] = "15,000.00"
    taken(PRODUCTS, records, curator, today, first=date(2026, 6, 1))
    first, second = ListedPrice.objects.filter(product=records[2]["药品统一编码"]).order_by("first_day")
    assert (first.period, first.amount) == (Period(FIRST, date(2026, 5, 31)), Decimal(15120))
    assert (second.period, second.amount) == (Period(date(2026, 6, 1), None), Decimal(15000))


@pytest.mark.parametrize(
    ("kind", "column", "cell", "expected"),
    [
        (DRUGS, "通用名", "", "通用名"),
        (DRUGS, "通用名", "某药", "治疗领域"),
        (DRUGS, "目录部分", "甲类", "目录部分"),
        (DRUGS, "协议有效期", "2026-01-01", "协议有效期"),
        (DRUGS, "协议有效期", "2026-02-30 至 2027-12-31", "协议有效期"),
        (DRUGS, "协议有效期", "2026-01-01 起", "协议有效期"),
        (DRUGS, "协议有效期", "2026-05-01 至 2028-12-31", "协议有效期"),
        (DRUGS, "医保支付标准", "1e2/盒", "医保支付标准"),
        (DRUGS, "医保支付标准", "100.00/盒", "医保支付标准"),
        (DRUGS, "编号", "8.69E+12", "编号"),
        (DRUGS, "治疗领域", "alchemy", "治疗领域"),
        (DRUGS, "纳入文件号", "", "纳入文件号"),
        (DRUGS, "纳入起始日", "2028-01-01", "纳入起始日"),
        (PRODUCTS, "药品统一编码", "8.69E+12", "药品统一编码"),
        (PRODUCTS, "药品统一编码", "XL01ED900001", "药品统一编码"),
        (PRODUCTS, "通用名", "某药", "通用名"),
        (PRODUCTS, "规格", "", "规格"),
        (PRODUCTS, "每包数量", "0", "每包数量"),
        (PRODUCTS, "最小包装挂网价", "-1", "最小包装挂网价"),
        (PRODUCTS, "最小包装挂网价", "99.00", "最小包装挂网价"),
        (PRODUCTS, "承诺书签订日", "1/2/2026", "承诺书签订日"),
        (PRODUCTS, "商品名", "长" * 81, "商品名"),
        (PRODUCTS, "保密支付标准", "", "医保支付标准"),
    ],
)
@pytest.mark.usefixtures("priced")
def test_a_bad_cell_names_its_line_and_column_and_the_others_are_good(
    kind: ImportKind, column: str, cell: str, expected: str, records: Records, curator: Account
) -> None:
    records[3] |= {"治疗领域": ""} if cell == "某药" and kind == DRUGS else {}
    records[3][column] = cell
    row = compared(kind, records, curator)
    assert (wrong(row)[0], {number for number, _ in wrong(row)}) == ((5, expected), {5})
    assert row.counts["same"] == 7


def test_the_good_lines_are_taken_and_the_bad_ones_told(records: Records, curator: Account, today: date) -> None:
    records[2]["治疗领域"] = records[3]["协议有效期"] = "?"
    row = taken(DRUGS, records, curator, today)
    assert wrong(row) == [(4, "治疗领域"), (5, "协议有效期")]
    assert (row.state, Drug.objects.count()) == (ImportState.TAKEN, 4)


def test_two_lines_of_one_drug_that_differ_are_told(records: Records, curator: Account) -> None:
    records[1]["备注"] = "另一种说法"
    assert wrong(compared(DRUGS, records, curator)) == [(3, "通用名")]


@pytest.mark.parametrize(("column", "cell"), [("目录部分", "竞价"), ("纳入起始日", "2025-06-01"), ("药店可售", "否")])
def test_a_drug_that_may_not_be_listed_is_registered_and_told(
    column: str, cell: str, records: Records, curator: Account, today: date
) -> None:
    records[2][column] = cell
    row = taken(DRUGS, records, curator, today)
    assert wrong(row) == [(4, "纳入起始日")]
    assert (Drug.objects.count(), Listing.objects.count()) == (6, 5)


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(("column", "cell"), [("最小包装挂网价", "15120.01"), ("承诺书签订日", "2026-01-02")])
def test_a_product_that_may_not_be_admitted_is_registered_and_told(
    column: str, cell: str, records: Records, curator: Account, today: date
) -> None:
    records[2][column] = cell
    row = taken(PRODUCTS, records, curator, today)
    assert wrong(row) == [(4, "承诺书签订日")]
    assert (Product.objects.count(), Admission.objects.count()) == (8, 7)


@pytest.mark.obligation("HN-12.2")
def test_an_import_does_not_change_a_standard_that_stands(
    priced: CatalogueImport, records: Records, curator: Account
) -> None:
    records[0]["保密支付标准"] = "9000.00"
    assert wrong(compared(PRODUCTS, records, curator)) == [(2, "医保支付标准")]


def test_the_shipped_sample_of_the_national_list_is_read_as_it_is(curator: Account, today: date) -> None:
    row = sample(curator)
    assert row.state == ImportState.MATCHING
    oncology = TherapeuticField.objects.get(pk="oncology")
    imports.match(catalogue_import=row, sheet="", heading=1, places=row.places, section=None, field=oncology)
    row = imports.advance(catalogue_import=row)
    assert row.counts == {"new": 27, "wrong": 1}
    assert wrong(row) == [(29, "医保目录剂型")]
    imports.advance(catalogue_import=imports.confirm(catalogue_import=row, by=curator, on=today))
    drug = Drug.objects.get(generic_name="盐酸阿来替尼", dosage_form="胶囊剂")
    terms = terms_on(drug, today)
    assert terms
    assert (terms.section, drug.national_number) == (NationalSection.NEGOTIATED, "164")
    assert drug.agreements.get().period == Period(FIRST, date(2027, 12, 31))


@pytest.mark.usefixtures("whole")
def test_the_sample_says_the_same_as_the_drugs_that_are_registered(curator: Account) -> None:
    row = sample(curator)
    imports.match(catalogue_import=row, sheet="", heading=1, places=row.places, section=None, field=None)
    assert imports.advance(catalogue_import=row).counts == {"same": 28}


def sample(by: Account) -> CatalogueImport:
    return imports.upload(
        kind=DRUGS, content=SAMPLE.read_bytes(), name="nrdl.csv", first=FIRST, document="医保发〔2025〕33号", by=by
    )


@pytest.mark.parametrize(
    ("printed", "name", "form"),
    [
        ("盐酸阿来替尼胶囊", "盐酸阿来替尼", "胶囊剂"),
        ("注射用醋酸曲普瑞林微球", "醋酸曲普瑞林", "微球注射剂"),
        ("注射用维迪西妥单抗", "维迪西妥单抗", "注射剂"),
        ("曲妥珠单抗注射液(皮下注射)", "曲妥珠单抗（皮下注射）", "注射剂"),
        ("先诺特韦片/利托那韦片组合包装", "先诺特韦/利托那韦", "片剂（组合包装）"),
        ("盐酸米托蒽醌脂质体注射液", "盐酸米托蒽醌脂质体", "注射剂"),
        ("依达拉奉右莰醇", "依达拉奉右莰醇", ""),
    ],
)
def test_a_printed_name_is_taken_apart(printed: str, name: str, form: str) -> None:
    assert take_apart(printed) == (name, form)


def test_a_table_without_a_required_column_waits_for_somebody(records: Records, curator: Account) -> None:
    table = [{"药品": row["通用名"], "目录部分": row["目录部分"], "治疗领域": row["治疗领域"]} for row in records]
    row = compared(DRUGS, table, curator)
    assert row.state == ImportState.MATCHING
    with pytest.raises(ColumnsMissing, match="通用名"):
        imports.match(catalogue_import=row, sheet="", heading=1, places=row.places, section=None, field=None)


def test_a_catalogue_that_moved_is_shown_again_and_nothing_is_written(
    records: Records, curator: Account, today: date
) -> None:
    first, second = (compared(DRUGS, records, curator) for _ in range(2))
    for row in (first, second):
        imports.confirm(catalogue_import=row, by=curator, on=today)
    assert imports.advance(catalogue_import=first).state == ImportState.TAKEN
    second = imports.advance(catalogue_import=second)
    assert (second.state, second.counts) == (ImportState.COMPARED, {"same": 8})
    assert "已重新比对" in second.note


def test_a_table_is_taken_once(listed: CatalogueImport, curator: Account, today: date) -> None:
    with pytest.raises(ImportMoved):
        imports.confirm(catalogue_import=listed, by=curator, on=today)
    assert imports.advance(catalogue_import=listed).state == ImportState.TAKEN


def test_the_queries_of_an_import_do_not_grow_with_its_lines(
    records: Records, curator: Account, today: date, django_assert_max_num_queries: object
) -> None:
    for record in records:
        record["纳入起始日"] = ""
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        taken(DRUGS, records, curator, today)
