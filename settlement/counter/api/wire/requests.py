"""What institutions send. Amounts are text, read strictly; nothing unknown is taken."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

from kit.api.errors import InvalidBody, InvalidHeader
from kit.api.json import read_struct
from kit.errors import FieldError, Malformed, ReasonMissing
from kit.fields import lookup_hash
from kit.identity import check_identity_number
from kit.money import parse_amount
from kit.period import parse_day
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
    pack_code,
)
from settlement.traces.rules import LONGEST

T = TypeVar("T")

_KEY = re.compile(KEY)


# The reader of amounts and days says more precisely what is wrong: their shape is only described here.
def _shape(pattern: str) -> dict[str, str]:
    return {"pattern": pattern}


Day = Annotated[
    str,
    Meta(
        title="日期",
        description="省略即当日",
        max_length=10,
        examples=["2026-03-02"],
        extra_json_schema=_shape("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"),
    ),
]
Person = Annotated[str, Meta(title="人员编号", max_length=30, examples=["43000000000000000001"])]
CertificateType = Annotated[Literal["", "01"], Meta(title="人员证件类型", description="01 居民身份证")]
Certificate = Annotated[
    str,
    Meta(
        title="证件号码",
        max_length=18,
        examples=["430102199001011233"],
        extra_json_schema=_shape("^([1-9][0-9]{16}[0-9X])?$"),
    ),
]
Amount = Annotated[
    str,
    Meta(
        title="金额（元）",
        max_length=20,
        examples=["1234.50"],
        extra_json_schema=_shape(r"^(0|[1-9][0-9]{0,13})(\.[0-9]{1,2})?$"),
    ),
]
Price = Annotated[
    str,
    Meta(
        title="单价（元）",
        max_length=20,
        examples=["617.250000"],
        extra_json_schema=_shape(r"^(0|[1-9][0-9]{0,9})(\.[0-9]{1,6})?$"),
    ),
]
Quantity = Annotated[
    str,
    Meta(
        title="数量（包）",
        max_length=20,
        examples=["2.0000"],
        extra_json_schema=_shape(r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$"),
    ),
]
Product = Annotated[str, Meta(title="医保药品编码", min_length=1, max_length=40)]
Credential = Annotated[
    Literal["01", "02", "03"], Meta(title="就诊凭证类型", description="01 电子凭证，02 身份证，03 社保卡")
]


class TraceIn(Struct, frozen=True, forbid_unknown_fields=True):
    """The trace code of one pack."""

    drug_trac_codg: Annotated[
        str,
        Meta(
            title="药品追溯码",
            description="扫到什么送什么：20 位数字、GS1 码（可含字符 29）或含码的网址，由系统读成同一写法",
            min_length=1,
            max_length=LONGEST,
            examples=["86404884618625801042"],
        ),
    ]
    trdn_flag: Annotated[Literal["0", "1"], Meta(title="拆零标志")] = "0"


class DrugDetailIn(Struct, frozen=True, forbid_unknown_fields=True):
    """One product sold."""

    feedetl_sn: Annotated[str, Meta(title="费用明细流水号", pattern=r"^[!-~]{1,40}\Z")]
    med_list_codg: Product
    cnt: Quantity
    pric: Price
    det_item_fee_sumamt: Amount
    prd_days: Annotated[int, Meta(title="用药周期天数", ge=1, le=MOST_DAYS, examples=[28])]
    drug_trac_info: Annotated[tuple[TraceIn, ...], Meta(title="追溯码信息", max_length=MOST_CODES)] = ()
    no_trac_reason: Annotated[Literal["", "old_stock"], Meta(title="无码原因", description="old_stock 赋码前库存")] = ""


class SettlementIn(Struct, frozen=True, forbid_unknown_fields=True):
    """A sale on a prescription. The person by number, or by certificate type and number."""

    rxno: Annotated[str, Meta(title="处方流水号", pattern=r"^[0-9A-Za-z-]{1,24}\Z")]
    mdtrt_cert_type: Credential
    med_type: Annotated[str, Meta(title="医疗类别", pattern=r"^[0-9]{2,6}\Z", examples=["41"])]
    medfee_sumamt: Amount
    drugdetail: Annotated[tuple[DrugDetailIn, ...], Meta(title="药品明细", min_length=1, max_length=50)]
    psn_no: Person = ""
    psn_cert_type: CertificateType = ""
    certno: Certificate = ""
    begntime: Day = ""
    elsewhere_reason: Annotated[
        Literal["", "emergency", "shortage"],
        Meta(title="非选定机构购药原因", description="emergency 急救，shortage 缺药"),
    ] = ""


class ReversalIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a settlement is taken back."""

    reason: Annotated[str, Meta(title="撤销原因", min_length=1, max_length=200, examples=["患者退药"])]


class BenefitCheckIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose benefits are asked about, for one product or all, on a day."""

    psn_no: Person = ""
    psn_cert_type: CertificateType = ""
    certno: Certificate = ""
    med_list_codg: Annotated[str, Meta(title="医保药品编码", max_length=40)] = ""
    begntime: Day = ""


class _Fields:
    """Reads field by field, so that one answer names everything that is wrong."""

    def __init__(self) -> None:
        self.faults: list[FieldError] = []

    def read(self, field: str, reader: Callable[[], T], otherwise: T) -> T:
        """Return what the reader makes of a field; note its fault and return `otherwise` where it is malformed."""
        try:
            return reader()
        except Malformed as fault:
            self.faults.append(FieldError(field, fault.code, fault.message))
            return otherwise

    def amount(self, field: str, text: str, places: int) -> Decimal:
        """Return the field as a number of at most so many decimals; zero where it is at fault."""
        return self.read(field, lambda: parse_amount(text, places), Decimal(0))

    def day(self, text: str, today: date) -> date:
        """Return the day of purchase; today where none is named or it is at fault."""
        return self.read("begntime", lambda: parse_day(text), today) if text else today

    def person(self, body: SettlementIn | BenefitCheckIn, today: date) -> str:
        """The lookup hash of the certificate; nothing where the person is named by number."""
        if bool(body.psn_no) == bool(body.certno) or bool(body.certno) != bool(body.psn_cert_type):
            message = "人员编号与证件（类型和号码）须提供其中一种。"
            self.faults.append(FieldError("psn_no", "PERSON_NOT_NAMED", message))
        if not body.certno:
            return ""
        return lookup_hash(self.read("certno", lambda: check_identity_number(body.certno, today), ""))

    def refuse_faults(self) -> None:
        """Raise InvalidBody with every fault that was noted; do nothing without one."""
        if self.faults:
            raise InvalidBody(fields=tuple(self.faults))


def order(document: object, today: date) -> Order:
    """A settlement request in our words. Raises InvalidBody."""
    body, fields = read_struct(document, SettlementIn), _Fields()
    sale = Order(
        prescription=body.rxno,
        medical_type=body.med_type,
        credential=body.mdtrt_cert_type,
        purchase_day=fields.day(body.begntime, today),
        total=fields.amount("medfee_sumamt", body.medfee_sumamt, AMOUNT_PLACES),
        lines=tuple(_lines(body, fields)),
        person=body.psn_no,
        identity_hash=fields.person(body, today),
        elsewhere_reason=body.elsewhere_reason,
    )
    fields.refuse_faults()
    return sale


def _lines(body: SettlementIn, fields: _Fields) -> Iterator[OrderLine]:
    for place, line in enumerate(body.drugdetail):
        at = f"drugdetail[{place}]"
        yield OrderLine(
            detail_number=line.feedetl_sn,
            product=line.med_list_codg,
            quantity=fields.amount(f"{at}.cnt", line.cnt, QUANTITY_PLACES),
            price=fields.amount(f"{at}.pric", line.pric, PRICE_PLACES),
            total=fields.amount(f"{at}.det_item_fee_sumamt", line.det_item_fee_sumamt, AMOUNT_PLACES),
            supply_days=line.prd_days,
            codes=tuple(pack_code(pack.drug_trac_codg, is_split=pack.trdn_flag == "1") for pack in line.drug_trac_info),
            no_code_reason=line.no_trac_reason,
        )


def question(document: object, today: date) -> Question:
    """A benefit check in our words. Raises InvalidBody."""
    body, fields = read_struct(document, BenefitCheckIn), _Fields()
    check = Question(
        day=fields.day(body.begntime, today),
        person=body.psn_no,
        identity_hash=fields.person(body, today),
        product=body.med_list_codg,
    )
    fields.refuse_faults()
    return check


def reason(document: object) -> str:
    """Why a settlement is reversed. Raises InvalidBody."""
    text = read_struct(document, ReversalIn).reason.strip()
    if not text:
        raise InvalidBody(fields=(FieldError("reason", ReasonMissing.code, "请写明撤销原因。"),))
    return text


def key(text: str | None) -> str:
    """The header Idempotency-Key: 1 to 64 visible ASCII characters. Raises InvalidHeader."""
    if text and _KEY.fullmatch(text):
        return text
    fault = (
        ("KEY_UNREADABLE", "幂等键应为 1 至 64 个可见 ASCII 字符。") if text else ("KEY_MISSING", "缺少幂等键请求头。")
    )
    raise InvalidHeader(fields=(FieldError("Idempotency-Key", *fault),))
