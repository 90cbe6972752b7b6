"""What institutions send to sell, and to ask about a person; nothing unknown is taken."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kit import clock
from kit.api.errors import InvalidHeader, InvalidQuery
from kit.api.faults import written
from kit.api.json import read_struct
from kit.errors import FieldError, NotFound
from kit.money import parse_amount
from settlement.counter.api.wire.fields import (
    DAY_AND_TIME,
    UNUSED_NAMES,
    Amount,
    Credential,
    Day,
    OfAPerson,
    Price,
    Product,
    Quantity,
    TraceIn,
    read_day,
)
from settlement.counter.rules.orders import (
    AMOUNT_PLACES,
    KEY,
    MOST_CODES,
    MOST_DAYS,
    PRICE_PLACES,
    QUANTITY_PLACES,
    Order,
    OrderLine,
    Question,
    fingerprint,
    pack_code,
)

_KEY = re.compile(KEY)


class DrugDetailIn(Struct, frozen=True, forbid_unknown_fields=True):
    """One product sold."""

    feedetl_sn: Annotated[str, Meta(title="费用明细流水号", pattern=r"^[!-~]{1,40}\Z", examples=["1"])]
    med_list_codg: Product
    cnt: Quantity
    pric: Price
    det_item_fee_sumamt: Amount
    prd_days: Annotated[int, Meta(title="用药周期天数", ge=1, le=MOST_DAYS, examples=[28])]
    drug_trac_info: Annotated[tuple[TraceIn, ...], Meta(title="追溯码信息", max_length=MOST_CODES)] = ()
    no_trac_reason: Annotated[Literal["", "old_stock"], Meta(title="无码原因", description="old_stock 赋码前库存")] = ""


class SettlementIn(OfAPerson, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sale on a prescription."""

    rxno: Annotated[
        str, Meta(title="处方流水号", pattern=r"^[0-9A-Za-z-]{1,24}\Z", examples=["H43010200001260302000001"])
    ]
    mdtrt_cert_type: Credential
    med_type: Annotated[str, Meta(title="医疗类别", pattern=r"^[0-9]{2,6}\Z", examples=["41"])]
    medfee_sumamt: Amount
    drugdetail: Annotated[tuple[DrugDetailIn, ...], Meta(title="药品明细", min_length=1, max_length=50)]
    begntime: Day = ""
    elsewhere_reason: Annotated[
        Literal["", "emergency", "shortage"],
        Meta(title="非选定机构购药原因", description="emergency 急救，shortage 缺药"),
    ] = ""


class PresentIn(OfAPerson, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stands at the counter, by which credential."""

    mdtrt_cert_type: Credential


class BenefitCheckIn(OfAPerson, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose benefits are asked about, for one product or all, on a day."""

    med_list_codg: Annotated[str, Meta(title="医保药品编码", max_length=40)] = ""
    begntime: Day = ""


def order(document: object, today: date) -> Order:
    """A settlement request in our words. Raises InvalidBody."""

    def build(body: SettlementIn) -> Order:
        day = read_day(body.begntime) if body.begntime else today  # first: it knows what is no day
        moment = datetime.fromisoformat(body.begntime) if DAY_AND_TIME.fullmatch(body.begntime) else None
        return Order(
            prescription=body.rxno.upper(),
            medical_type=body.med_type,
            credential=body.mdtrt_cert_type,
            purchase_day=day,
            total=parse_amount(body.medfee_sumamt, AMOUNT_PLACES),
            lines=tuple(map(_line, body.drugdetail)),
            person=body.psn_no,
            identity_hash=body.identity_hash(today),
            elsewhere_reason=body.elsewhere_reason,
            purchased_at=moment.replace(tzinfo=clock.SHANGHAI) if moment else None,
        )

    return read_struct(document, SettlementIn, build)


def _line(line: DrugDetailIn) -> OrderLine:
    return OrderLine(
        detail_number=line.feedetl_sn,
        product=line.med_list_codg,
        quantity=parse_amount(line.cnt, QUANTITY_PLACES),
        price=parse_amount(line.pric, PRICE_PLACES),
        total=parse_amount(line.det_item_fee_sumamt, AMOUNT_PLACES),
        supply_days=line.prd_days,
        codes=tuple(pack_code(pack.drug_trac_codg, is_split=pack.trdn_flag == "1") for pack in line.drug_trac_info),
        no_code_reason=line.no_trac_reason,
    )


def question(document: object, today: date) -> Question:
    """A benefit check in our words. Raises InvalidBody."""

    def build(body: BenefitCheckIn) -> Question:
        return Question(
            day=read_day(body.begntime) if body.begntime else today,
            person=body.psn_no,
            identity_hash=body.identity_hash(today),
            product=body.med_list_codg,
        )

    return read_struct(document, BenefitCheckIn, build)


def present(document: object, today: date) -> Question:
    """Who is present, in our words. Raises InvalidBody."""

    def build(body: PresentIn) -> Question:
        return Question(day=today, person=body.psn_no, identity_hash=body.identity_hash(today))

    return read_struct(document, PresentIn, build)


def fingerprint_of(path: str, document: Mapping[str, object]) -> str:
    """Return what is asked under a key, whatever stands in the fields that are not used."""
    return fingerprint(path, {name: value for name, value in document.items() if name not in UNUSED_NAMES})


def key(text: str | None, name: str = "Idempotency-Key") -> str:
    """Return the idempotency key of a header or a query: 1 to 64 visible ASCII characters. Raises InvalidHeader, of a
    query InvalidQuery."""
    if text and _KEY.fullmatch(text):
        return text
    shape, came = "1 至 64 个可见 ASCII 字符，不含空格", written(text) if text else "没有"
    code = "KEY_UNREADABLE" if text else "KEY_MISSING"
    in_header = name == "Idempotency-Key"
    place = f"请求头 {name}（幂等键）" if in_header else f"查询参数 {name}（幂等键）"
    message = f"{place}应为 {shape}；收到的是{came}。" if text else f"缺少{place}，应为 {shape}。"
    raise (InvalidHeader if in_header else InvalidQuery)(FieldError(name, code, message, allowed=shape, came=came))


def number_in_address(text: str) -> int:
    """Return the number of a settlement. Raises NotFound for what is none."""
    if re.fullmatch("[0-9]{1,18}", text):
        return int(text)
    raise NotFound


def rxno_in_address(text: str) -> str:
    """Return the number of a prescription in capitals, as it is written. Raises NotFound for what is none."""
    if re.fullmatch("[0-9A-Za-z-]{1,24}", text):
        return text.upper()
    raise NotFound
