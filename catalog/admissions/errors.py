"""What the catalogue refuses, and on which article."""

from kit.errors import RuleRefused, WrongState


class ProductUnfit(RuleRefused):
    """The product fails one or more conditions of admission; `fields` names each."""

    code = "PRODUCT_UNFIT"
    message = "该产品尚不符合准入条件：{reasons}"


class NotAdmitted(WrongState):
    code = "PRODUCT_NOT_ADMITTED"
    message = "该产品在 {day} 没有准入。"


class EndWithoutGround(RuleRefused):
    """A fault of the company's needs the document that established it, any other end its reason."""

    code = "ADMISSION_END_WITHOUT_GROUND"
    message = "属直接调出情形的，请填写认定该情形的文件号；其他原因退出的，请写明原因。"


class NoFaultOfTheProduct(RuleRefused):
    """What experts weigh is a matter of the drug, not of one company's product."""

    code = "NO_FAULT_OF_THE_PRODUCT"
    message = "“{cause}”须经专家评审，针对的是药品（通用名），请在药品页办理“调出目录”。"


class AdmissionBeyondListing(RuleRefused):
    code = "ADMISSION_BEYOND_LISTING"
    message = "产品的准入不能晚于药品有效期的截止日 {last}。"
