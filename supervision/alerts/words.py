"""Words of alerts."""

from kit.words import Word


class AlertState(Word):
    """Where an alert stands; read from what was done about it, never stored."""

    OPEN = "open", "待核实"
    URGED = "urged", "已督办，待办结"
    CLOSED = "closed", "已处理"
    CLEARED = "cause_gone", "原因已消除"


class AlertResult(Word):
    """What a supervisor found who dealt with an alert."""

    UPHELD = "upheld", "属实"
    UNFOUNDED = "unfounded", "不属实"
    FOLLOWED_UP = "followed_up", "已督办"
    REFERRED = "referred", "移送"


class AlertKind(Word):
    APPLICATION_OVERDUE = "application_overdue", "办理超期"
    POLICY_MISSING = "policy_missing", "当日无有效政策参数"
    POLICY_ENDING = "policy_ending", "政策即将到期"
    SALE_NOTED = "sale_noted", "结算提醒"
    ENTITLEMENT_UNLIKE_LISTING = "unlike_listing", "待遇与药品目录不一致"
    SALE_CONTRADICTED = "sale_contradicted", "结算待复核"
    CALENDAR_MISSING = "calendar_missing", "放假安排未载入"
    EARLY_SUPPLY = "early_supply", "余药未尽续方"
    JOB_BEHIND = "job_behind", "定时任务积压"
