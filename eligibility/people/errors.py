"""What eligibility refuses outside its rules."""

from collections.abc import Sequence

from kit.errors import DomainError, FieldError, NotFound, RuleRefused


class PersonUnknown(NotFound):
    code = "PERSON_UNKNOWN"
    message = "没有找到这位参保人，请核对人员编号或身份证号。"


class InsuranceTypeUncovered(RuleRefused):
    code = "ENROLMENT_TYPE_NOT_COVERED"
    message = "“{type}”不在本{act}的保障范围内，不能登记参保。"


class NotInsuredOnDay(RuleRefused):
    code = "NOT_INSURED_HERE"
    message = "{day} 没有参保记录，不能提出申请。"


class DeathAhead(RuleRefused):
    code = "DEATH_AHEAD"
    house = True
    message = "死亡日期 {day} 晚于今天，请核对。"


class RowsRefused(DomainError):
    """A delivery is taken whole or not at all; `fields` has every row at fault, counted from 0."""

    code = "PERSON_ROWS_REFUSED"
    message = "{count} 处有误，整批没有接收。第 {row} 行：{first}改正后整批重发。"

    def __init__(self, faults: Sequence[FieldError]) -> None:
        first = min(faults, key=lambda fault: fault.row or 0)
        super().__init__(fields=tuple(faults), count=len(faults), row=(first.row or 0) + 1, first=first.message)
