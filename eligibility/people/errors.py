"""What eligibility refuses outside its rules."""

from kit.errors import NotFound, RuleRefused


class PersonUnknown(NotFound):
    code = "PERSON_UNKNOWN"
    message = "没有找到这位参保人，请核对人员编号或身份证号。"


class InsuranceTypeUncovered(RuleRefused):
    code = "ENROLMENT_TYPE_NOT_COVERED"
    message = "“{type}”不在本{act}的保障范围内，不能登记参保。"


class NotInsuredOnDay(RuleRefused):
    code = "NOT_INSURED_HERE"
    message = "{day} 没有参保记录，不能提出申请。"
