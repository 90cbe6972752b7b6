"""The fields that requests have in common: days, amounts, persons, packs. Amounts are text, read strictly."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated, ClassVar, Literal, get_type_hints

from msgspec import Meta, Struct

from kit import clock
from kit.api.faults import PRIVATE, READER, SAID
from kit.errors import FieldError, Malformed
from kit.fields import lookup_hash
from kit.identity import check_identity_number
from kit.money import parse_amount
from kit.period import DayUnreadable, parse_day
from settlement.counter.rules.orders import AMOUNT_PLACES, PRICE_PLACES, QUANTITY_PLACES
from settlement.traces.rules import LONGEST

# Every day of the years 1 to 9999, for readers of the schema; ours says more precisely what is wrong.
_MONTHS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_LEAP_YEARS = "[0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00"
DAY_SHAPE = f"(?!0000)([0-9]{{4}}-({_MONTHS})|({_LEAP_YEARS})-02-29)"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
DAY_AND_TIME = re.compile(f"(?P<day>.{{10}}) {_TIME}", re.ASCII)


class DayAndTimeUnreadable(DayUnreadable):
    message = "日期写作 2026-11-25，或者带时间写作 2026-11-25 09:00:00，并且是存在的一天。"


def read_day(text: str) -> date:
    """Return the day of a text that may name the time as well, as national clients write it.

    Raises DayAndTimeUnreadable, DayOutOfRange.
    """
    whole = DAY_AND_TIME.fullmatch(text)
    try:
        return parse_day(whole["day"] if whole else text)
    except DayUnreadable:
        raise DayAndTimeUnreadable from None


def _check_certificate(text: str) -> None:
    if text:
        check_identity_number(text, clock.today())


def _amount(title: str, places: int, example: str, whole: int) -> Meta:
    # The reader says more precisely what is wrong: the shape is only described here.
    pattern = rf"^(0|[1-9][0-9]{{0,{whole - 1}}})(\.[0-9]{{1,{places}}})?$"
    return Meta(
        title=title,
        max_length=20,
        examples=[example],
        extra_json_schema={"pattern": pattern},
        extra={
            READER: partial(parse_amount, places=places),
            SAID: f'文本（加引号），半角数字，小数至多 {places} 位，例如 "{example}"',
        },
    )


Day = Annotated[
    str,
    Meta(
        title="日期",
        description="省略即当日；带时间的取其日期，处方已作废的，再按时刻判断是否在作废之前售出",
        max_length=19,
        examples=["2026-03-02", "2026-03-02 09:30:00"],
        extra_json_schema={"pattern": f"^({DAY_SHAPE}( {_TIME})?)?$"},
        extra={
            READER: lambda text: text and read_day(text),
            SAID: "日期，写作 2026-03-02 或 2026-03-02 09:30:00",
        },
    ),
]
Person = Annotated[str, Meta(title="人员编号", max_length=30, examples=["43000000000000000001"], extra={PRIVATE: True})]
CertificateType = Annotated[Literal["", "01"], Meta(title="人员证件类型", description="01 居民身份证")]
Certificate = Annotated[
    str,
    Meta(
        title="证件号码",
        max_length=18,
        examples=["430102199001011233"],
        extra_json_schema={"pattern": "^([1-9][0-9]{16}[0-9X])?$"},
        extra={READER: _check_certificate, SAID: "18 位公民身份号码", PRIVATE: True},
    ),
]
Amount = Annotated[str, _amount("金额（元）", AMOUNT_PLACES, "1234.50", 14)]
Price = Annotated[str, _amount("单价（元）", PRICE_PLACES, "617.250000", 10)]
Quantity = Annotated[str, _amount("数量（包）", QUANTITY_PLACES, "2.0000", 12)]
Product = Annotated[str, Meta(title="医保药品编码", min_length=1, max_length=40, examples=["XL01EBA123B001010100001"])]
Credential = Annotated[
    Literal["01", "02", "03"], Meta(title="就诊凭证类型", description="01 电子凭证，02 身份证，03 社保卡")
]


def _idle(title: str) -> Meta:
    return Meta(title=title, description="可以传送，不使用，也不保存", max_length=200, extra={PRIVATE: True})


class National(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What clients of the national interface send in every message: taken, not looked at, and not kept."""

    psn_name: Annotated[str, _idle("人员姓名")] = ""
    mdtrt_cert_no: Annotated[str, _idle("就诊凭证编号")] = ""
    fixmedins_name: Annotated[str, _idle("定点医药机构名称")] = ""
    opter_type: Annotated[str, _idle("经办人类别")] = ""
    opter: Annotated[str, _idle("经办人")] = ""
    opter_name: Annotated[str, _idle("经办人姓名")] = ""
    msgid: Annotated[str, _idle("报文编号")] = ""
    inf_time: Annotated[str, _idle("交易时间")] = ""
    invono: Annotated[str, _idle("发票号")] = ""


# Their names with what they are, for whoever reads what is taken.
UNUSED = tuple(
    (name, str(hint.__metadata__[0].title)) for name, hint in get_type_hints(National, include_extras=True).items()
)
UNUSED_NAMES = frozenset(name for name, _ in UNUSED)


class OfAPerson(National, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom it is about: by number, or by certificate type and number."""

    beside: ClassVar[dict[str, object]] = {
        "oneOf": [
            {
                "title": "按人员编号",
                "required": ["psn_no"],
                "properties": {
                    "psn_no": {"minLength": 1},
                    "certno": {"maxLength": 0},
                    "psn_cert_type": {"maxLength": 0},
                },
            },
            {
                "title": "按证件",
                "required": ["psn_cert_type", "certno"],
                "properties": {
                    "psn_no": {"maxLength": 0},
                    "certno": {"minLength": 1},
                    "psn_cert_type": {"minLength": 1},
                },
            },
        ]
    }

    psn_no: Person = ""
    psn_cert_type: CertificateType = ""
    certno: Certificate = ""

    @classmethod
    def faults(cls, document: Mapping[str, object]) -> Iterator[FieldError]:
        """Yield what is wrong with the naming of the person, whose fields may each be right."""
        number, kind, certificate = (document.get(name, "") for name in ("psn_no", "psn_cert_type", "certno"))
        if bool(number) == bool(certificate) or bool(certificate) != bool(kind):
            ways = "psn_no，或者 psn_cert_type 和 certno"
            came = "、".join(name for name in ("psn_no", "psn_cert_type", "certno") if document.get(name)) or "没有"
            message = f"人员编号与证件（类型和号码）须提供其中一种：{ways}；收到的是：{came}。"
            yield FieldError("psn_no", "PERSON_NOT_NAMED", message, allowed=ways, came=came)

    def identity_hash(self, today: date) -> str:
        """Return the lookup hash of the certificate; nothing where the person is named by number.

        Raises Malformed where the person is not named in one way, and the errors of identity numbers.
        """
        if bool(self.psn_no) == bool(self.certno) or bool(self.certno) != bool(self.psn_cert_type):
            raise Malformed
        return lookup_hash(check_identity_number(self.certno, today)) if self.certno else ""


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
    trdn_flag: Annotated[Literal["0", "1"], Meta(title="拆零标志", description="0 整包，1 拆零")] = "0"
