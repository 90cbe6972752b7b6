"""What an import refuses."""

from kit.errors import DomainError, Malformed, WrongState


class SectionMissing(Malformed):
    code = "SECTION_MISSING"
    message = "没有填写目录部分。请在表中填写，或在核对列名时选择整表的目录部分。"


class AgreementMissing(Malformed):
    code = "AGREEMENT_MISSING"
    message = "谈判、竞价和要纳入的药品须填写协议有效期。"


class AgreementHalf(Malformed):
    code = "AGREEMENT_HALF"
    message = "协议有效期须有起始日和截止日。"


class DocumentMissing(Malformed):
    code = "LISTING_DOCUMENT_MISSING"
    message = "填写了纳入起始日的，须填写纳入文件号。"


class FormMissing(Malformed):
    code = "FORM_MISSING"
    message = "从“{name}”看不出剂型，目录中也没有这种药品。请填写医保目录剂型。"


class ConfidentialMissing(Malformed):
    code = "CONFIDENTIAL_MISSING"
    message = "支付标准保密的产品，请在“保密支付标准”一列填写每包金额。"


class DrugToldTwice(Malformed):
    code = "DRUG_TOLD_TWICE"
    message = "与第 {line} 行是同一药品，所填不一致。"


class ProductToldTwice(Malformed):
    code = "PRODUCT_TOLD_TWICE"
    message = "与第 {line} 行的编码相同。"


class FieldUnknown(Malformed):
    code = "FIELD_UNKNOWN"
    message = "没有名为或代码为“{name}”的治疗领域，可填：{known}。"


class FieldMissing(Malformed):
    code = "FIELD_MISSING"
    message = "新药须写明治疗领域。请在表中填写，或在核对列名时选择。"


class AgreementOverlaps(Malformed):
    code = "AGREEMENT_OVERLAPS"
    message = "与已登记的协议期 {period} 部分重叠。"


class PrintedStandardDiffers(Malformed):
    code = "PRINTED_STANDARD_DIFFERS"
    message = "该协议期已登记的支付标准为 {before}，与表中不同。协议期内的支付标准不能经导入更改。"


class ListingOverlaps(Malformed):
    code = "LISTING_OVERLAPS"
    message = "与已登记的目录有效期 {period} 部分重叠。"


class DrugUnknown(Malformed):
    code = "DRUG_UNKNOWN"
    message = "没有登记药品“{name}”。请先导入国家目录，或核对通用名和剂型。"


class ProductOfAnotherDrug(Malformed):
    code = "PRODUCT_OF_ANOTHER_DRUG"
    message = "该编码已登记为 {drug} 的产品。"


class PackUnreadable(Malformed):
    code = "PACK_UNREADABLE"
    message = "从包装“{pack}”看不出每包数量和最小单位，请填写这两列。"


class AgreementNotInForce(Malformed):
    code = "AGREEMENT_NOT_IN_FORCE"
    message = "该药品在 {day} 没有国家协议，支付标准无从认定。"


class StandardDiffers(Malformed):
    code = "STANDARD_DIFFERS"
    message = "该产品 {period} 已有不同的支付标准。"


class LaterPrice(Malformed):
    code = "LATER_PRICE"
    message = "该产品已有自 {day} 起的另一挂网价，不早于本表的起始日。"


class ListingNotInForce(Malformed):
    code = "LISTING_NOT_IN_FORCE"
    message = "该药品在 {day} 不在目录有效期内，不能准入产品。"


class ImportMoved(WrongState):
    code = "IMPORT_MOVED"
    message = "这份表格{state}，不能再做这一步。"


class NothingToTake(DomainError):
    code = "NOTHING_TO_TAKE"
    message = "没有可以导入的行：有误的请改正后重新上传，不变的不必导入。"
