"""Words of entitlements."""

from kit.words import Word


class EntitlementState(Word):
    """Where an entitlement stands on a day; read from its dates and suspensions, never stored."""

    ACTIVE = "active", "享受中"
    SUSPENDED = "suspended", "暂停中"
    ENDED = "ended", "已终止"
    COMING = "coming", "尚未开始"


class EndCause(Word):
    EXPIRED = "expired", "期满"
    DRUG_LEFT = "drug_left", "药品调出目录"
    EVALUATION_FAILED = "evaluation_failed", "复查评估不符合"
    CANCELLED = "cancelled", "取消"
    CHANGED = "changed", "已更换药品"
    DECEASED = "deceased", "死亡"


class SuspensionCause(Word):
    EVALUATION_MISSED = "evaluation_missed", "未按期复查评估"
    INVESTIGATION = "investigation", "核查中"
    BENEFITS_STOPPED = "benefits_stopped", "医保待遇中断"
    DRUG_UNDECIDED = "drug_undecided", "药品目录到期待决定"


# What a person decides on; the rest begins and ends by itself.
BY_HAND = tuple(cause for cause in SuspensionCause if cause is not SuspensionCause.DRUG_UNDECIDED)


class EntitlementEnd(Word):
    """What sets the last day of an entitlement."""

    NATURAL_YEARS = "natural_years", "自然年度"
    DRUG_VALIDITY = "drug_validity", "药品有效期"
