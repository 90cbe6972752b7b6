"""Words of areas and of the agencies that serve them."""

from kit.words import Word


class AreaLevel(Word):
    PROVINCE = "province", "省"
    CITY = "city", "地市"
    COUNTY = "county", "县市区"

    @property
    def digits(self) -> int:
        """How many digits of an area's code name it; the rest are zeros."""
        return {AreaLevel.PROVINCE: 2, AreaLevel.CITY: 4, AreaLevel.COUNTY: 6}[self]


class AgencyKind(Word):
    DEPARTMENT = "department", "医保行政部门"
    AGENCY = "agency", "医保经办机构"
    HEALTH = "health", "卫生健康部门"


class Matter(Word):
    """What a pooling area might want to set for itself."""

    RATE = "rate", "待遇标准"
    SCOPE = "scope", "限定支付范围"
    CATALOGUE = "catalogue", "药品目录"
    LIMIT = "limit", "支付限额"
    ASSISTANCE = "assistance", "医疗救助标准"
    PHYSICIAN_TITLE = "physician_title", "责任医师职称"
