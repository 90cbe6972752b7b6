"""The life cycle of an entitlement as a table."""

from acts.demands import declare
from eligibility.entitlements.words import EntitlementState as E
from kit.life_cycle import LifeCycle
from kit.life_cycle import transition as _step
from province.staff.words import Role

OFFICE, CLERK, REVIEWER, SUPERVISOR = Role.INSURANCE_OFFICE, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR

ENTITLEMENT = declare(
    LifeCycle(
        noun="entitlement",
        states={
            E.ACTIVE: "期限之内、没有暂停的日子可以享受",
            E.SUSPENDED: "暂停期间不支付，恢复后继续",
            E.ENDED: "终止后不再享受，另行申请才有新的待遇",
        },
        transitions=(
            _step("grant", "new", E.ACTIVE, f"{REVIEWER} {CLERK}", "审核通过或备案后享受待遇", "HN-23.5"),
            _step(
                "suspend", f"{E.ACTIVE} {E.SUSPENDED}", E.SUSPENDED, f"{REVIEWER} {SUPERVISOR}", "暂停待遇", "HN-5.2"
            ),
            _step("resume", f"{E.SUSPENDED}", E.ACTIVE, f"{REVIEWER} {SUPERVISOR}", "恢复待遇", "HN-5.2"),
            _step("confirm_manufacturer", f"{E.ACTIVE}", E.ACTIVE, OFFICE, "医院确认更换生产企业", "HN-24.4"),
            _step("confirm_manufacturer", f"{E.SUSPENDED}", E.SUSPENDED, OFFICE, "医院确认更换生产企业", "HN-24.4"),
            _step("change_institution", f"{E.ACTIVE}", E.ACTIVE, f"{OFFICE} {CLERK}", "变更定点机构", "HN-23.1"),
            _step("change_institution", f"{E.SUSPENDED}", E.SUSPENDED, f"{OFFICE} {CLERK}", "变更定点机构", "HN-23.1"),
            _step(
                "end", f"{E.ACTIVE} {E.SUSPENDED}", E.ENDED, f"{REVIEWER} {SUPERVISOR} {CLERK}", "终止待遇", "HN-24.1"
            ),
            _step("expire", f"{E.ACTIVE} {E.SUSPENDED}", E.ENDED, "", "期满终止", "HN-23.6"),
            _step("drug_left", f"{E.ACTIVE} {E.SUSPENDED}", E.ENDED, "", "药品调出目录，待遇自行终止", "HN-23.9"),
        ),
    ),
    __name__,
)
