"""Words of products: how one is taken."""

from kit.words import Word


class Route(Word):
    ORAL = "oral", "口服"
    INJECTION = "injection", "注射"
    INFUSION = "infusion", "静脉输注"
    INHALATION = "inhalation", "吸入"
    TOPICAL = "topical", "外用"
    OTHER = "other", "其他"


# What goes through a needle, and hence to the patient's hospital.
INJECTED = (Route.INJECTION.value, Route.INFUSION.value)
