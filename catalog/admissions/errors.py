"""What the catalogue refuses, and on which article."""

from kit.errors import RuleRefused, WrongState


class ProductUnfit(RuleRefused):
    """The product fails one or more conditions of admission; `fields` names each."""

    code = "PRODUCT_UNFIT"
    message = "该产品尚不符合准入条件：{reasons}"


class NotAdmitted(WrongState):
    code = "PRODUCT_NOT_ADMITTED"
    message = "该产品在 {day} 没有准入。"


class AdmissionBeyondListing(RuleRefused):
    code = "ADMISSION_BEYOND_LISTING"
    message = "产品的准入不能晚于药品有效期的截止日 {last}。"
