"""Every code that an error can have: what it means, what to show, what to do, and whether to send again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from acts.citations import article_of_code
from acts.policy import Policy
from kit.api.faults import FIELD_CODES
from kit.errors import DomainError, every_kind
from kit.words import say

CATALOGUE = "/api/v1/problems/"
TITLES = {
    400: "提交的内容有误",
    401: "未通过身份验证",
    403: "没有这项权限",
    404: "没有找到",
    405: "方法不支持",
    409: "当前不能办理",
    413: "内容过大",
    415: "内容类型不支持",
    422: "不符合规定",
    429: "请求过于频繁",
    500: "系统故障",
    503: "系统繁忙",
    504: "系统没有应答",
}
_FACTS = re.compile(r"\{(?P<name>[^}]*)\}")

# What stands in a sentence where the one who raises the error fills in what he knows.
EXAMPLES = {
    "allowed": "POST",
    "area": "430102",
    "before": "238.00",
    "came": "text/plain",
    "choices": "甲类、乙类",
    "columns": "通用名",
    "count": "3",
    "day": "2026-03-02",
    "difference": "10.00",
    "digits": "16",
    "earliest": "2026-03-02",
    "first": "2026-03-02",
    "guess": "看起来是 GBK 编码。",
    "hint": "地址末尾不要带斜线。",
    "kind": "零售药店",
    "last": "2026-12-31",
    "limit": "131072",
    "line": "3",
    "method": "GET",
    "most": "5",
    "name": "rxno",
    "now": "228.00",
    "number": "P43010200001",
    "origin": "谈判药品",
    "paper": "病历资料",
    "path": "/api/v1/settlements/",
    "place": "13",
    "places": "2",
    "price": "343.10",
    "printed": "盒",
    "reason": "本省不办理这一步",
    "reasons": "协议已到期",
    "remedy": "请另存为 PDF 后再上传。",
    "role": "药师",
    "seconds": "30",
    "size": "10 片",
    "sold": "2",
    "text": "面议",
    "title": "支付比例",
    "type": "310",
    "unit": "支",
    "wanted": "application/json",
    "what": "压缩包",
    "why": "尚未公布",
    "year": "2027",
}


UNTOLD = "（视情况而定）"


@dataclass(frozen=True)
class Advice:
    """What a program that is told so should show at the counter, do, and send again."""

    show: str
    do: str
    again: str


PROGRAM_FAULT = "“接口程序有误，请联系软件商”，并带上请求编号。"
SAME_KEY = "同一幂等键"
BY_STATUS = {
    400: Advice(PROGRAM_FAULT, "按 errors 逐项改正请求。", f"改正以后，可用{SAME_KEY}。"),
    401: Advice("不必显示。", "重新领取令牌。", f"领到令牌后立即，用{SAME_KEY}。"),
    403: Advice("detail 原文。", "这类机构不能调用该接口；有疑问请联系经办机构。", "不要再发。"),
    404: Advice("detail 原文。", "核对编号；不是本机构的记录也是这个应答。", "不要再发。"),
    405: Advice(PROGRAM_FAULT, "改用应答头 Allow 中的方法。", f"改正以后，可用{SAME_KEY}。"),
    409: Advice("detail 原文。", "先查询这笔业务现在的状态，再决定下一步。", "不要再发。"),
    413: Advice(PROGRAM_FAULT, "减小请求内容，一笔结算至多 50 种药。", f"改正以后，可用{SAME_KEY}。"),
    415: Advice(PROGRAM_FAULT, "改正请求头 Content-Type 和编码。", f"改正以后，可用{SAME_KEY}。"),
    422: Advice(
        "detail 原文，并告诉患者原因。", "按 detail 补办所缺的事项。", f"事项办妥以后，用{SAME_KEY}再发即可办理。"
    ),
    429: Advice("“请稍候”。", "降低调用频率。", f"等应答头 Retry-After 所说的秒数，用{SAME_KEY}。"),
    500: Advice("“结果未知，正在查询”。", "报修时提供请求编号。", f"立即，用{SAME_KEY}。"),
    503: Advice("“结果未知，正在查询”。", "系统繁忙或正在恢复。", f"等应答头 Retry-After 所说的秒数，用{SAME_KEY}。"),
    504: Advice(
        "“结果未知，正在查询”。", "可能已经办理，不要另起一笔。", f"等应答头 Retry-After 所说的秒数，用{SAME_KEY}。"
    ),
}
# A refusal that is kept under its key: nothing can mend it.
FOR_GOOD = Advice(
    "detail 原文，并告诉患者原因。",
    "改正内容，作为新的一笔、用新的幂等键办理。",
    "不要再发：同一幂等键永远得到这个应答。",
)
BY_CODE = {
    "IN_FLIGHT": Advice("“正在办理”。", "同一幂等键的上一次请求还在办理。", f"等 1 秒，用{SAME_KEY}。"),
    "KEY_REUSED": Advice(PROGRAM_FAULT, "检查生成幂等键的程序：该键已用于另一笔。", "换新的幂等键。"),
    "KEY_UNKNOWN": Advice("不必显示。", "这一笔没有办理过，或被拒绝而没有保存。", "用这个幂等键发送原来的请求。"),
    "CLIENT_REVOKED": Advice("detail 原文。", "请机构联系经办机构，领取新的接口客户端。", "不要再发。"),
    "INVALID_CLIENT": Advice(
        "“接口密钥不对，请联系软件商”。", "核对客户端编号和密钥。", "不要自动重试：错误次数过多会被限速。"
    ),
    "NO_SUCH_CALL": Advice(PROGRAM_FAULT, "核对接口地址，末尾不要带斜线。", "不要再发。"),
    "PRICES_TRIED": Advice("detail 原文。", "改用试过的、成交过的或挂网的价格。", f"改价以后，可用{SAME_KEY}。"),
    "NOT_CHOSEN_INSTITUTION": Advice(
        "detail 原文，并告诉患者原因。",
        "急救或缺药时填写 elsewhere_reason；否则请患者变更选定机构。",
        f"填写或变更以后，可用{SAME_KEY}。",
    ),
}


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue, and what it says; what the raiser fills in is shown by an example."""

    code: str
    status: int
    message: str
    source: str = ""
    kept: bool = False

    @cached_property
    def advice(self) -> Advice:
        """What to show, to do and to send again."""
        return BY_CODE.get(self.code) or (FOR_GOOD if self.kept else BY_STATUS[self.status])

    @property
    def title(self) -> str:
        """The words of the status."""
        return TITLES[self.status]

    @property
    def place(self) -> str:
        """Where the code is explained."""
        return place_of(self.code)


def place_of(code: str) -> str:
    """Where a code is explained."""
    return CATALOGUE + code.lower().replace("_", "-")


def catalogue(policy: Policy) -> list[Entry]:
    """Every code that a kind of error has of its own, by status and code; rules share one kind and are not here."""
    kinds = {kind.code: kind for kind in every_kind()}.values()
    return sorted((entry_of(kind, policy) for kind in kinds), key=lambda entry: (entry.status, entry.code))


def entry_of(kind: type[DomainError], policy: Policy) -> Entry:
    """Return the entry of a kind of error."""
    message = _FACTS.sub(lambda fact: EXAMPLES.get(fact["name"], UNTOLD), say(kind.message))
    return Entry(kind.code, kind.status, message, article_of_code(policy, kind.code))


def of_modules(names: Iterable[str], policy: Policy) -> Iterator[Entry]:
    """Yield the entries of the kinds of error that these packages or modules declare."""
    prefixes = tuple(names)
    for kind in every_kind():
        if f"{kind.__module__}.".startswith(prefixes) and "code" in vars(kind):
            yield entry_of(kind, policy)


def of_fields() -> Iterator[Entry]:
    """Yield the codes that a single field can have in `errors`."""
    for code, sentence in FIELD_CODES.items():
        yield Entry(code, 400, sentence)
