"""Lines of a price list: one manufacturer's pack of a drug, and what it costs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from catalog.national_list.errors import ConfidentialMissing
from catalog.national_list.rules.drugs import read_yes
from catalog.national_list.rules.names import plain, take_apart
from catalog.national_list.rules.outcomes import Outcome, fault, wrong
from catalog.prices.rules.printed import PRICE_PLACES, Size, per_pack, read_printed
from kit.errors import DomainError, FieldError
from kit.sheets.cells import amount_of, code_of, fold, read_count, read_day, text_of
from kit.sheets.headings import Column, Record

read_price = amount_of(PRICE_PLACES)
# How a pack is printed: 224粒/盒, 1瓶, 7片×4板/盒 is left to the columns of their own.
PACK = re.compile(r"(?P<count>[1-9][0-9]{0,4})(?P<unit>[^0-9/×*x]{1,4})(?:/.+)?")


def _standard(cell: str) -> str:
    """The standard as printed, which can be read."""
    read_printed(cell)
    return cell


COLUMNS: tuple[Column, ...] = (
    Column("药品统一编码", code_of(40),
           ("医保药品编码", "国家药品编码", "国家医保编码", "药品编码", "药品代码", "统一编码", "code"), True,
           "医保药品编码，字母与数字", "XL01ED900001"),
    Column("通用名", text_of(120), ("产品名称", "药品名称", "药品通用名", "通用名称", "药品通用名称", "name"), True,
           "须为已登记的药品", "盐酸阿来替尼胶囊"),
    Column("医保目录剂型", text_of(40), ("目录剂型", "医保剂型", "剂型", "dosage_form"),
           help="名称中已带剂型的不填", sample="胶囊剂"),
    Column("商品名", text_of(80), ("商品名称",)),
    Column("规格", text_of(80), ("制剂规格", "药品规格"), True, "一个最小单位的含量", "150mg"),
    Column("包装", text_of(80), ("包装规格", "最小包装"), True, "如 224粒/盒", "224粒/盒"),
    Column("每包数量", read_count, ("包装数量", "转换比", "最小包装数量", "转换系数"),
           help="包装写作 224粒/盒 的不填", sample="224"),
    Column("最小单位", text_of(10), ("最小制剂单位", "制剂单位", "单位"),
           help="包装写作 224粒/盒 的不填", sample="粒"),
    Column("计价单位", text_of(10), help="目录未印计价单位时填最小单位或最小包装"),
    Column("生产企业", text_of(120), ("生产厂家", "企业名称", "生产企业名称", "上市许可持有人", "厂家"), True,
           sample="某某制药有限公司"),
    Column("批准文号", text_of(40), ("注册证号", "国药准字"), True, sample="国药准字H20260001"),
    Column("说明书适应症", text_of(2000), ("{label_indication}", "适应症", "适应症或功能主治"), help="新产品填写"),
    Column("注射剂", read_yes, ("是否注射剂",), help="是或否；不填为否"),
    Column("医保支付标准", _standard, ("支付标准", "payment_standard"), help="照国家目录所印，保密的填 *", sample="*"),
    Column("保密支付标准", read_price, help="支付标准保密的填每包金额", sample="9632.00"),
    Column("最小包装挂网价", read_price, ("挂网价", "挂网价格", "中选价", "供应价"),
           help="元/包", sample="9632.00"),
    Column("承诺书签订日", read_day, help="已签承诺书、准入{separate_payment}的填写"),
    Column("演示", read_yes),
)  # fmt: skip
TEMPLATE = tuple(column for column in COLUMNS if column.name != "演示")


@dataclass(frozen=True)
class ProductRow:
    """What a line says of a pack; None where it does not say. Amounts are yuan per pack."""

    line: int
    code: str
    generic_name: str
    dosage_form: str
    specification: str
    pack: str
    units_per_pack: int | None
    unit: str | None
    trade_name: str | None
    manufacturer: str
    approval_number: str
    label_indication: str | None
    injection: bool | None
    standard: Decimal | None
    confidential: bool
    listed_price: Decimal | None
    commitment_signed_on: date | None
    demonstration: bool | None

    @property
    def name(self) -> str:
        """What the pack is called in a preview."""
        return f"{self.generic_name} {self.specification} {self.pack} {self.manufacturer}"

    @property
    def drug_key(self) -> tuple[str, str]:
        """The drug that the line speaks of."""
        return plain(self.generic_name), plain(self.dosage_form)


def read_products(records: Iterable[Record]) -> Iterator[ProductRow | Outcome]:
    """Return what each line says, or why it cannot be read."""
    for record in records:
        name = " ".join(str(record.values.get(column) or "") for column in ("通用名", "规格", "生产企业")).strip()
        faults: tuple[FieldError, ...] = record.faults
        if not faults:
            try:
                yield _row(record.number, record.values)
                continue
            except DomainError as error:
                faults = (fault("医保支付标准", error),)
        yield wrong(record.number, name, faults)


def _row(number: int, values: Mapping[str, object]) -> ProductRow:
    get = cast(Mapping[str, "str | None"], values).get
    get_yes = cast(Mapping[str, "bool | None"], values).get
    get_amount = cast(Mapping[str, "Decimal | None"], values).get
    wording, form = str(values["通用名"]), get("医保目录剂型")
    name, form = (wording, form) if form else take_apart(wording)
    # How many of which unit a pack holds: as the columns say, else as the pack is printed.
    match = PACK.fullmatch(fold(str(values["包装"])))
    count = cast("int | None", values.get("每包数量")) or (int(match["count"]) if match else None)
    unit = get("最小单位") or (match["unit"] if match else None)
    standard = get("医保支付标准")
    return ProductRow(
        line=number,
        code=str(values["药品统一编码"]),
        generic_name=name,
        dosage_form=form,
        specification=str(values["规格"]),
        pack=str(values["包装"]),
        units_per_pack=count,
        unit=unit,
        trade_name=get("商品名"),
        manufacturer=str(values["生产企业"]),
        approval_number=str(values["批准文号"]),
        label_indication=get("说明书适应症"),
        injection=get_yes("注射剂"),
        standard=_per_pack(standard, get_amount("保密支付标准"), Size(
            str(values["规格"]), count or 0, unit or "", get("计价单位") or ""
        )) if standard else None,
        confidential=bool(standard) and not read_printed(standard or ""),
        listed_price=get_amount("最小包装挂网价"),
        commitment_signed_on=cast("date | None", values.get("承诺书签订日")),
        demonstration=get_yes("演示"),
    )  # fmt: skip


def _per_pack(wording: str, confidential: Decimal | None, size: Size) -> Decimal:
    """Yuan per pack: counted from what is printed, or the confidential figure that the province was told."""
    prices = read_printed(wording)
    if prices:
        return per_pack(prices, size)
    if confidential is None:
        raise ConfidentialMissing
    return confidential
