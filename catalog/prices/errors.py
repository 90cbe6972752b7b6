"""What the catalogue refuses, and on which article."""

from kit.errors import RuleRefused


class NationalStandardFixed(RuleRefused):
    code = "NATIONAL_STANDARD_FIXED"
    message = "协议期内谈判药品的支付标准由国家谈判确定，省级不得改动。"


class StandardUnlikePlatform(RuleRefused):
    code = "STANDARD_UNLIKE_PLATFORM"
    message = "该药品的支付标准按省采购平台挂网价确定，当日挂网价为 {price}。"


class NoListedPrice(RuleRefused):
    code = "NO_LISTED_PRICE"
    message = "该产品在 {day} 没有省采购平台挂网价。"
