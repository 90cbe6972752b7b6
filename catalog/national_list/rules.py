"""Rows of the national list joined with the provincial price list, read strictly from an official's table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.drugs.words import NationalSection
from catalog.national_list.errors import ImportRefused
from catalog.prices.rules.printed import PRICE_PLACES, PrintedPrice, Size, per_pack, read_printed
from kit.errors import DomainError, FieldError, Malformed
from kit.money import parse_amount
from kit.period import Period, parse_day

SECTIONS = {"谈判": NationalSection.NEGOTIATED, "竞价": NationalSection.BIDDING, "常规": NationalSection.REGULAR}
YES_NO = {"是": True, "否": False}
MOST_ROWS = 20_000


class CellMissing(Malformed):
    code = "CELL_MISSING"
    message = "没有填写。"


class CellTooLong(Malformed):
    code = "CELL_TOO_LONG"
    message = "最多 {most} 个字。"


class CellNotChoice(Malformed):
    code = "CELL_NOT_A_CHOICE"
    message = "只能填写：{choices}。"


class CellNotCount(Malformed):
    code = "CELL_NOT_A_COUNT"
    message = "应为 1 至 99999 的整数。"


class ColumnsMissing(Malformed):
    code = "COLUMNS_MISSING"
    message = "表头缺少：{columns}。"


class TooManyRows(Malformed):
    code = "TOO_MANY_ROWS"
    message = "一次最多导入 {most} 行。"


@dataclass(frozen=True)
class DrugCells:
    """What a row says of the drug; equal on every row of one drug."""

    national_number: str
    generic_name: str
    dosage_form: str
    section: str
    category_code: str
    agreement: Period
    printed_standard: str
    restricted_scope: str
    field: str
    sold_in_pharmacies: bool
    rare_disease: bool
    document: str
    listing: Period | None
    listing_document: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two rows speak of one drug: its generic name and its dosage form."""
        return self.generic_name, self.dosage_form


@dataclass(frozen=True)
class ProductCells:
    """What a row says of one pack of the drug. Amounts are yuan per pack."""

    code: str
    trade_name: str
    specification: str
    pack: str
    units_per_pack: int
    unit: str
    manufacturer: str
    approval_number: str
    label_indication: str
    injection: bool
    standard: Decimal
    confidential: bool
    listed_price: Decimal | None
    commitment_signed_on: date | None


@dataclass(frozen=True)
class CatalogueRow:
    """One row of the table: `line` as a spreadsheet counts it."""

    line: int
    drug: DrugCells
    product: ProductCells
    demonstration: bool


def _text(most: int, is_required: bool = True) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if is_required and not cell:
            raise CellMissing
        if len(cell) > most:
            raise CellTooLong(most=most)
        return cell

    return read


def _choice(choices: Mapping[str, Any]) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        if cell not in choices:
            raise CellNotChoice(choices="、".join(choices))
        return choices[cell]

    return read


def _count(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 1 <= len(cell) <= 5 and int(cell)):
        raise CellNotCount
    return int(cell)


def _price(cell: str) -> Decimal | None:
    return parse_amount(cell, PRICE_PLACES) if cell else None


def _day(cell: str) -> date | None:
    return parse_day(cell) if cell else None


def _printed_prices(cell: str) -> tuple[str, tuple[PrintedPrice, ...]]:
    return cell, read_printed(cell)


COLUMNS: dict[str, Callable[[str], Any]] = {
    "编号": _text(20, is_required=False),
    "通用名": _text(120),
    "医保目录剂型": _text(40),
    "目录部分": _choice(SECTIONS),
    "分类代码": _text(20, is_required=False),
    "协议有效期": Period.parse,
    "医保支付标准": _printed_prices,
    "备注": _text(2000),
    "治疗领域": _text(20),
    "药店可售": _choice(YES_NO),
    "罕见病": _choice(YES_NO),
    "目录文件号": _text(80),
    "纳入起始日": _day,
    "纳入文件号": _text(80, is_required=False),
    "药品统一编码": _text(40),
    "商品名": _text(80, is_required=False),
    "规格": _text(80),
    "包装": _text(80),
    "每包数量": _count,
    "最小单位": _text(10),
    "计价单位": _text(10, is_required=False),
    "生产企业": _text(120),
    "批准文号": _text(40),
    "说明书适应症": _text(2000),
    "注射剂": _choice(YES_NO),
    "保密支付标准": _price,
    "最小包装挂网价": _price,
    "承诺书签订日": _day,
    "演示": _choice(YES_NO),
}


def read_rows(records: Iterable[Mapping[str, str | None]]) -> list[CatalogueRow]:
    """Typed rows of a table with the columns above; blanks around a cell do not count.

    Raises ColumnsMissing, TooManyRows, and ImportRefused naming every wrong cell as "row:column".
    """
    rows: list[CatalogueRow] = []
    wrong: list[FieldError] = []
    for line, record in enumerate(records, start=2):
        if line > MOST_ROWS + 1:
            raise TooManyRows(most=MOST_ROWS)
        if missing := [column for column in COLUMNS if column not in record]:
            raise ColumnsMissing(columns="、".join(missing))
        try:
            rows.append(_row(line, record))
        except ImportRefused as refused:
            wrong.extend(refused.fields)
    refuse_rows(wrong)
    return rows


def refuse_rows(wrong: list[FieldError]) -> None:
    """Raises ImportRefused when any row is wrong; the first is named in the sentence."""
    if wrong:
        first = f"第 {wrong[0].field.replace(':', ' 行“')}”：{wrong[0].message}"
        raise ImportRefused(count=len(wrong), first=first, fields=tuple(wrong))


def wrong_cell(line: int, column: str, error: DomainError) -> FieldError:
    """Return an error as the fault of one cell, named line:column."""
    return FieldError(f"{line}:{column}", error.code, error.message)


def _row(line: int, record: Mapping[str, str | None]) -> CatalogueRow:
    cells: dict[str, Any] = {}
    wrong: list[FieldError] = []
    for column, read in COLUMNS.items():
        try:
            cells[column] = read((record[column] or "").strip())
        except DomainError as error:
            wrong.append(wrong_cell(line, column, error))
    refuse_rows(wrong)
    cells["standard"] = _put_together(line, "医保支付标准", _standard, cells)
    cells["listing"] = _put_together(line, "纳入起始日", _listing, cells)
    return CatalogueRow(line, _drug(cells), _product(cells), cells["演示"])


def _put_together(line: int, column: str, count: Callable[[Mapping[str, Any]], Any], cells: Mapping[str, Any]) -> Any:
    """What follows from several cells; a refusal is put to the one that an official would correct."""
    try:
        return count(cells)
    except DomainError as error:
        refuse_rows([wrong_cell(line, column, error)])


def _drug(cells: Mapping[str, Any]) -> DrugCells:
    return DrugCells(
        national_number=cells["编号"],
        generic_name=cells["通用名"],
        dosage_form=cells["医保目录剂型"],
        section=cells["目录部分"],
        category_code=cells["分类代码"],
        agreement=cells["协议有效期"],
        printed_standard=cells["医保支付标准"][0],
        restricted_scope=cells["备注"],
        field=cells["治疗领域"],
        sold_in_pharmacies=cells["药店可售"],
        rare_disease=cells["罕见病"],
        document=cells["目录文件号"],
        listing=cells["listing"],
        listing_document=cells["纳入文件号"],
    )


def _product(cells: Mapping[str, Any]) -> ProductCells:
    return ProductCells(
        code=cells["药品统一编码"],
        trade_name=cells["商品名"],
        specification=cells["规格"],
        pack=cells["包装"],
        units_per_pack=cells["每包数量"],
        unit=cells["最小单位"],
        manufacturer=cells["生产企业"],
        approval_number=cells["批准文号"],
        label_indication=cells["说明书适应症"],
        injection=cells["注射剂"],
        standard=cells["standard"],
        confidential=not cells["医保支付标准"][1],
        listed_price=cells["最小包装挂网价"],
        commitment_signed_on=cells["承诺书签订日"],
    )


def _standard(cells: Mapping[str, Any]) -> Decimal:
    """Yuan per pack: counted from what is printed, or the confidential figure that the province was told."""
    _, prices = cells["医保支付标准"]
    if prices:
        size = Size(cells["规格"], cells["每包数量"], cells["最小单位"], cells["计价单位"])
        return per_pack(prices, size)
    if cells["保密支付标准"] is None:
        raise CellMissing("支付标准保密的产品，请在“保密支付标准”一列填写每包金额。")
    confidential: Decimal = cells["保密支付标准"]
    return confidential


def _listing(cells: Mapping[str, Any]) -> Period | None:
    """The days in separate payment that follow from the agreement; none where no first day is told."""
    first = cells["纳入起始日"]
    return Period(first, cells["协议有效期"].last) if first else None
