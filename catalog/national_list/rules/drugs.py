"""Lines of the national list: the drug, its section and scope, the days of its agreement."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from catalog.drugs.words import NationalSection
from catalog.national_list.errors import (
    AgreementHalf,
    AgreementMissing,
    DocumentMissing,
    FormMissing,
    SectionMissing,
)  # fmt: skip
from catalog.national_list.rules.names import plain, take_apart
from catalog.national_list.rules.outcomes import Outcome, fault, wrong
from catalog.national_list.rules.terms import Terms
from catalog.prices.rules.printed import read_printed
from kit.errors import DomainError, FieldError
from kit.period import Period
from kit.sheets.cells import choice_of, code_of, number_of, read_day, read_period, text_of
from kit.sheets.headings import Column, Record

SECTIONS = {
    "谈判": NationalSection.NEGOTIATED,
    "谈判药品": NationalSection.NEGOTIATED,
    "协议期内谈判药品": NationalSection.NEGOTIATED,
    "协议期内谈判": NationalSection.NEGOTIATED,
    "国家谈判": NationalSection.NEGOTIATED,
    "negotiated": NationalSection.NEGOTIATED,
    "竞价": NationalSection.BIDDING,
    "竞价药品": NationalSection.BIDDING,
    "bidding": NationalSection.BIDDING,
    "常规": NationalSection.REGULAR,
    "常规目录": NationalSection.REGULAR,
    "常规药品": NationalSection.REGULAR,
    "regular": NationalSection.REGULAR,
}
YES_NO = {"是": True, "否": False, "有": True, "无": False, "√": True, "y": True, "n": False, "yes": True, "no": False}
read_yes = choice_of(YES_NO, ("是", "否"))


def _read_standard(cell: str) -> str:
    """The standard as printed, which can be read."""
    read_printed(cell)
    return cell


COLUMNS: tuple[Column, ...] = (
    Column("通用名", text_of(120), ("药品名称", "药品通用名", "通用名称", "药品通用名称", "产品名称", "name"), True,
           "国家目录所印药品名称；名称中带剂型的可不填剂型一列", "盐酸阿来替尼胶囊"),
    Column("医保目录剂型", text_of(40), ("目录剂型", "医保剂型", "剂型", "dosage_form"),
           help="名称中已带剂型的不填", sample="胶囊剂"),
    Column("编号", number_of(20), ("目录编号", "药品编号", "国家目录编号", "序号", "no"),
           help="国家目录所印编号", sample="164"),
    Column("目录部分", choice_of(SECTIONS, ("谈判", "竞价", "常规")),
           ("国家目录部分", "目录类别", "药品类别", "section"),
           help="谈判、竞价或常规", sample="谈判"),
    Column("分类代码", code_of(20), ("药品分类代码", "category_code"), help="国家目录所印分类代码", sample="XL01ED"),
    Column("协议有效期", read_period, ("协议期", "协议期限", "有效期", "agreement"),
           help="起止两天都有效", sample="2026年1月1日至2027年12月31日"),
    Column("协议起始日", read_day, ("协议开始日期", "协议起始日期", "协议有效期起", "agreement_from"),
           help="与协议有效期二者填一"),
    Column("协议截止日", read_day, ("协议到期日", "协议截止日期", "协议有效期止", "agreement_to")),
    Column("医保支付标准", _read_standard, ("支付标准", "payment_standard"),
           help="照国家目录所印，保密的填 *", sample="34.31/0.1g/片;58.33/0.2g/片"),
    Column("备注", text_of(2000),
           ("限定支付范围", "医保限定支付范围", "支付范围", "restricted_scope", "restricted_scope_brief"),
           help="限定支付范围，照录", sample="限……患者"),
    Column("治疗领域", text_of(40), ("领域", "field"), help="代码或名称；不填的用导入时所选的", sample="肿瘤"),
    Column("药店可售", read_yes, ("可在药店销售",), help="是或否；不填为是", sample="是"),
    Column("罕见病", read_yes, ("罕见病用药",), help="是或否；不填为否", sample="否"),
    Column("目录文件号", text_of(80), ("文件号",), help="不填的用导入时所填的"),
    Column("纳入起始日", read_day, ("{separate_payment}起始日",), help="只在省级已决定纳入时填写"),
    Column("纳入文件号", text_of(80), help="填了纳入起始日的必填"),
    Column("演示", read_yes),
)  # fmt: skip
TEMPLATE = tuple(column for column in COLUMNS if column.name != "演示")


@dataclass(frozen=True)
class DrugRow:
    """What a line says of a drug; None where it does not say."""

    line: int
    generic_name: str
    dosage_form: str
    national_number: str | None
    section: NationalSection
    category_code: str | None
    agreement: Period | None
    printed_standard: str | None
    restricted_scope: str | None
    field: str | None
    sold_in_pharmacies: bool | None
    rare_disease: bool | None
    document: str
    listing_first: date | None
    listing_document: str | None
    demonstration: bool | None

    @property
    def name(self) -> str:
        """What the drug is called in a preview."""
        return f"{self.generic_name}（{self.dosage_form}）" if self.dosage_form else self.generic_name

    @property
    def key(self) -> tuple[str, str]:
        """What makes two lines speak of one drug."""
        return plain(self.generic_name), plain(self.dosage_form)

    @property
    def listing(self) -> Period | None:
        """The days in separate payment that follow from the agreement; None where no first day is said."""
        return Period(self.listing_first, self.agreement.last) if self.listing_first and self.agreement else None


def read_drugs(records: Iterable[Record], terms: Terms) -> Iterator[DrugRow | Outcome]:
    """Return what each line says, or why it cannot be read."""
    for record in records:
        values = record.values
        name = str(values.get("通用名") or "")
        # What follows from several cells is asked once each of them can be read.
        faults = record.faults or tuple(_faults(values, terms))
        yield wrong(record.number, name, faults) if faults else _row(record.number, values, terms)


def _faults(values: Mapping[str, object], terms: Terms) -> Iterator[FieldError]:
    """What is wrong with cells that can each be read."""
    section = values.get("目录部分") or terms.section
    try:
        agreement = _agreement(values)
    except DomainError as error:
        yield fault("协议有效期", error)
        return
    if section is None:
        yield fault("目录部分", SectionMissing())
    if agreement is None and section in (NationalSection.NEGOTIATED, NationalSection.BIDDING):
        yield fault("协议有效期", AgreementMissing())
    if agreement and agreement.last is None:
        yield fault("协议有效期", AgreementHalf())
    if first := cast(date | None, values.get("纳入起始日")):
        yield from _listing_faults(first, agreement, values)


def _listing_faults(first: date, agreement: Period | None, values: Mapping[str, object]) -> Iterator[FieldError]:
    """What is wrong with the province's decision to list the drug from the first day."""
    try:
        Period(first, agreement.last if agreement else None)
    except DomainError as error:
        yield fault("纳入起始日", error)
    if not values.get("纳入文件号"):
        yield fault("纳入文件号", DocumentMissing())
    if agreement is None:
        yield fault("纳入起始日", AgreementMissing())


def _agreement(values: Mapping[str, object]) -> Period | None:
    """The period, from one cell or from two. Raises AgreementHalf and EmptyPeriod."""
    period = cast(Period | None, values.get("协议有效期"))
    first, last = (cast(date | None, values.get(name)) for name in ("协议起始日", "协议截止日"))
    if period is None and bool(first) != bool(last):
        raise AgreementHalf
    return period or (Period(first, last) if first else None)


def _row(number: int, values: Mapping[str, object], terms: Terms) -> DrugRow:
    wording, form = str(values["通用名"]), cast(str | None, values.get("医保目录剂型"))
    name, form = (wording, form) if form else take_apart(wording)
    get = cast(Mapping[str, "str | None"], values).get
    get_yes = cast(Mapping[str, "bool | None"], values).get
    return DrugRow(
        line=number,
        generic_name=name,
        dosage_form=form,
        national_number=get("编号"),
        section=cast(NationalSection, values.get("目录部分") or terms.section),
        category_code=get("分类代码"),
        agreement=_agreement(values),
        printed_standard=get("医保支付标准"),
        restricted_scope=get("备注"),
        field=get("治疗领域"),
        sold_in_pharmacies=get_yes("药店可售"),
        rare_disease=get_yes("罕见病"),
        document=get("目录文件号") or terms.document,
        listing_first=cast(date | None, values.get("纳入起始日")),
        listing_document=get("纳入文件号"),
        demonstration=get_yes("演示"),
    )


def missing_form(row: DrugRow) -> FieldError:
    """Return why a drug whose form nobody knows cannot be registered."""
    return fault("医保目录剂型", FormMissing(name=row.generic_name))
