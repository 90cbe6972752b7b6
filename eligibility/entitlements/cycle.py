"""The life of an entitlement, as far as the house knows one: an act may leave steps out, and change who does them."""

from acts.demands import declare
from eligibility.entitlements.words import EntitlementState as S
from kit.life_cycle import LifeCycle, transition
from province.staff.words import Role

OFFICE, CLERK, REVIEWER, SUPERVISOR = Role.INSURANCE_OFFICE, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR

NEW = "new"
OPEN = (S.ACTIVE, S.SUSPENDED)

ENTITLEMENT = declare(
    LifeCycle(
        noun="entitlement",
        states={
            S.ACTIVE: "期限之内、没有暂停的日子可以享受",
            S.SUSPENDED: "暂停期间不支付，恢复后继续",
            S.ENDED: "终止后不再享受，另行申请才有新的待遇",
        },
        transitions=(
            transition("grant", [NEW], S.ACTIVE, [REVIEWER, CLERK], "审核通过或备案后享受待遇"),
            transition("suspend", OPEN, S.SUSPENDED, [REVIEWER, SUPERVISOR], "暂停待遇"),
            transition("resume", [S.SUSPENDED], S.ACTIVE, [REVIEWER, SUPERVISOR], "恢复待遇"),
            transition("confirm_manufacturer", [S.ACTIVE], S.ACTIVE, [OFFICE], "医院确认更换生产企业"),
            transition("confirm_manufacturer", [S.SUSPENDED], S.SUSPENDED, [OFFICE], "医院确认更换生产企业"),
            transition("change_institution", [S.ACTIVE], S.ACTIVE, [OFFICE, CLERK], "变更定点机构"),
            transition("change_institution", [S.SUSPENDED], S.SUSPENDED, [OFFICE, CLERK], "变更定点机构"),
            transition("end", OPEN, S.ENDED, [REVIEWER, SUPERVISOR, CLERK], "终止待遇"),
            transition("expire", OPEN, S.ENDED, [], "期满终止"),
            transition("drug_left", OPEN, S.ENDED, [], "药品调出目录，待遇自行终止"),
        ),
    ),
    __name__,
)
