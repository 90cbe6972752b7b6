"""Words of insured persons."""

from kit.words import Word


class InsuranceType(Word):
    """National codes (险种类型), as clients in use write them; which of them an act covers, its policy says."""

    EMPLOYEE = "310", "职工医保"
    VETERAN_CADRE = "340", "离休人员"
    DISABLED_SOLDIER = "350", "一至六级残疾军人"
    RED_ARMY_VETERAN = "360", "老红军"
    RESIDENT = "390", "居民医保"
    OTHER = "399", "其他特殊人员"

    @property
    def scheme(self) -> str:
        """Whose scheme of serious illness it is, as in 职工大病保险; empty where there is none of its own."""
        return self.label.removesuffix("医保") if self in (InsuranceType.EMPLOYEE, InsuranceType.RESIDENT) else ""


class Sex(Word):
    MALE = "1", "男"
    FEMALE = "2", "女"


class AssistanceCategory(Word):
    DESTITUTE = "destitute", "特困人员"
    ORPHAN = "orphan", "孤儿"
    SUBSISTENCE = "subsistence", "低保对象"
    MARGINAL = "marginal", "低保边缘家庭成员"
    MONITORED = "monitored", "返贫监测对象"
