"""Words of drugs: where the national list prints one, why the province lists it, how it is managed."""

from kit.words import Word


class NationalSection(Word):
    NEGOTIATED = "negotiated", "协议期内谈判药品"
    BIDDING = "bidding", "竞价药品"
    REGULAR = "regular", "常规目录"


class DrugOrigin(Word):
    """Why a drug may be listed for separate payment: it fixes how long and at which standard."""

    NEGOTIATED = "negotiated", "国家谈判"
    REGULAR_AFTER_AGREEMENT = "regular_after_agreement", "协议到期转入常规"
    GENERIC_OF_NEGOTIATED = "generic_of_negotiated", "谈判药品的仿制药"


class BenefitClass(Word):
    """The classes in which drugs are managed."""

    SEPARATE_PAYMENT = "separate_payment", "单独支付药品"
    DUAL_CHANNEL = "dual_channel", "“双通道”药品"
