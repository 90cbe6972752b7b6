"""Words of alerts."""

from kit.words import Word


class AlertState(Word):
    """Where an alert stands; read from who dismissed it, never stored."""

    OPEN = "open", "待核实"
    CLOSED = "closed", "已处理"


class AlertKind(Word):
    APPLICATION_OVERDUE = "application_overdue", "办理超期"
    POLICY_MISSING = "policy_missing", "当日无有效政策参数"
    POLICY_ENDING = "policy_ending", "政策即将到期"
    SALE_NOTED = "sale_noted", "结算提醒"
    ENTITLEMENT_UNLIKE_LISTING = "unlike_listing", "待遇与药品目录不一致"
    SALE_CONTRADICTED = "sale_contradicted", "结算待复核"
    CALENDAR_MISSING = "calendar_missing", "放假安排未载入"
    EARLY_SUPPLY = "early_supply", "余药未尽续方"
