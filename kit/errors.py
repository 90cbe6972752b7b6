"""The one family of errors: a stable code, a Chinese sentence, what it demands, and an HTTP status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import ClassVar

from kit.words import say


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of the input: its name, a code and a sentence; `row` counts the lines from 0.

    Of what cannot be read at all, `allowed` says what may stand in the field and `came` what did.
    """

    field: str
    code: str
    message: str
    row: int | None = None
    allowed: str = ""
    came: str = ""


@dataclass(frozen=True)
class FieldNames:
    """What a face calls the fields that the domain names: `own` those of the input, `lines` those of each of its lines.

    `at` is how a field of a line is written. A field without an entry keeps its name; a line's field that the face
    does not have is shown at `otherwise`, where that is named.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    at: str = "{row}.{name}"
    otherwise: str = ""

    def name(self, of: str, row: int | None) -> str:
        """Return the face's name of a field of the input, or of one of its lines."""
        if row is None:
            return self.own.get(of, of)
        return self.at.format(row=row, name=self.lines.get(of, self.otherwise or of))


class DomainError(Exception):
    """Something the domain refuses.

    A class states its `code` (stable, asserted by tests, listed for integrators) and its `message`
    (Chinese, may name terms of the act, and `{facts}` that the raiser passes as keywords). A family of rules
    may share one class and give code and message when raising. `house` says that no act speaks of it; for the others
    the acts say which article they cite, by the code or by the `demand` that the raiser names.
    """

    status: ClassVar[int] = 422
    code: str = "REFUSED"
    message: str = "不符合规定，未予办理。"
    house: ClassVar[bool] = True

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        demand: str | None = None,
        fields: tuple[FieldError, ...] = (),
        **facts: object,
    ) -> None:
        self.message = say(type(self).message).format(**facts) if message is None else message
        self.code = code or type(self).code
        self.demand = demand or self.code
        self.fields = fields
        super().__init__(f"{self.code}: {self.message}")


class Malformed(DomainError):
    """The input cannot be read; no rule has been asked yet."""

    status = 400
    code = "MALFORMED"
    message = "提交的内容无法识别，请检查格式。"


class NotPermitted(DomainError):
    """The role has no such act."""

    status = 403
    code = "NOT_PERMITTED"
    message = "您的岗位没有这项权限。"


class NotFound(DomainError):
    """Unknown, or not yours: the two answers are the same."""

    status = 404
    code = "NOT_FOUND"
    message = "没有找到这条记录。"


class WrongState(DomainError):
    """The thing is in a state that does not allow the act."""

    status = 409
    code = "WRONG_STATE"
    message = "当前状态不能办理这一步。"


class RuleRefused(DomainError):
    """A rule of the act says no; a class whose rule is the house's own says `house`."""

    house = False


class ReasonMissing(DomainError):
    """A step that must say why was sent without a word; the raiser may say what is to be written."""

    code = "REASON_MISSING"
    message = "请写明理由。"


class ConstraintBroken(DomainError):
    """The database refused a row that would lie; the sentence is the constraint's own."""

    code = "CONSTRAINT_BROKEN"
    message = "数据之间有冲突，未予保存。"


class TooMuchToExport(DomainError):
    """More rows than are written while somebody waits for the page: a worker writes them, or they are filtered."""

    code = "TOO_MUCH_TO_EXPORT"
    message = (
        "符合条件的记录超过 {most} 条，不能当场导出。工作人员可在列表上选“导出全部”，由后台生成；也可以先筛选再导出。"
    )


class Busy(DomainError):
    """No lock or no answer in time; nothing was stored. Try again in `retry_after` seconds."""

    status = 503
    code = "BUSY"
    message = "系统繁忙，本次未办理，请稍后再试。"
    retry_after = 1


class TooManyRequests(DomainError):
    """More calls than agreed; it goes on `retry_after` seconds later."""

    status = 429
    code = "TOO_MANY_REQUESTS"
    message = "请求过于频繁，请 {seconds} 秒后再试。"

    def __init__(self, seconds: float) -> None:
        self.retry_after = ceil(seconds)
        super().__init__(seconds=self.retry_after)


def every_kind(family: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """The family and everything derived from it, for the page of codes."""
    yield family
    for kind in family.__subclasses__():
        yield from every_kind(kind)
