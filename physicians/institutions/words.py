"""Words of institutions."""

from kit.words import Word


class Channel(Word):
    """The ways in which a patient comes by a drug. Policies speak of them."""

    HOSPITAL = "hospital", "医疗机构"
    PHARMACY = "pharmacy", "零售药店"


class Standing(Word):
    """Whether an institution serves patients on a day; read from its agreements and suspensions, never stored."""

    SERVING = "serving", "服务中"
    SUSPENDED = "suspended", "已暂停"
    UNDESIGNATED = "undesignated", "无生效协议"


class InstitutionKind(Word):
    """What an institution is designated as: the first letter of its national code."""

    HOSPITAL = "H", "定点医疗机构"
    PHARMACY = "P", "定点零售药店"

    @classmethod
    def of(cls, code: str) -> "InstitutionKind":
        """Read it from an institution's national code."""
        return cls(code[0])

    @property
    def channel(self) -> Channel:
        return Channel.HOSPITAL if self is InstitutionKind.HOSPITAL else Channel.PHARMACY
