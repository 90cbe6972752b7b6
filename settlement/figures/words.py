"""Words of the figures that a pooling area decides."""

from kit.words import Word


class LimitKind(Word):
    POOLED = "pooled", "统筹基金年度支付限额"
    SERIOUS_ILLNESS = "serious_illness", "大病保险年度支付限额"
    OVERALL = "overall", "年度最高支付限额"


class RateKind(Word):
    SEPARATE = "separate", "单独支付"
    ORDINARY_OUTPATIENT = "ordinary_outpatient", "基本医保门诊"
    ORDINARY_INPATIENT = "ordinary_inpatient", "基本医保住院"


class RateSetter(Word):
    """Who sets the rate at which a sale is paid."""

    PROVINCE = "province", "全省统一"
    AREA = "area", "各统筹区"
