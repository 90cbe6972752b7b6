"""The life cycles of an application as tables; the profile picks one."""

from acts.demands import declare
from eligibility.applications.words import ApplicationState as S
from eligibility.applications.words import ReviewKind
from kit.life_cycle import LifeCycle
from kit.life_cycle import transition as _step
from province.staff.words import Role

PHYSICIAN, OFFICE, CLERK = Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK


REVIEWER, EXPERT, SUPERVISOR = Role.REVIEWER, Role.EXPERT, Role.SUPERVISOR


_HOSPITAL_STEPS = (
    _step("draft", "new", S.DRAFT, PHYSICIAN, "责任医师为患者起草申请表", "HN-20.4"),
    _step("update", f"{S.DRAFT}", S.DRAFT, PHYSICIAN, "起草人修改未签章的申请表", "HN-20.4"),
    _step("sign", f"{S.DRAFT}", S.SIGNED, PHYSICIAN, "责任医师签名确认", "HN-22.2"),
    _step("endorse", f"{S.SIGNED}", S.ENDORSED, OFFICE, "就诊医院医保科出具意见", "HN-22.2"),
    _step("hand_back", f"{S.SIGNED}", S.DRAFT, OFFICE, "医保科退责任医师修改", "HN-22.2"),
)


HUNAN = declare(
    LifeCycle(
        noun="application",
        states={
            S.DRAFT: "尚未签章，不产生任何期限",
            S.SIGNED: "责任医师已签章，等医保科意见",
            S.ENDORSED: "医保科已盖章，尚未报送",
            S.SUBMITTED: "参保地经办已收件，受理期限在走",
            S.RETURNED: "一次性告知缺件，等患者补正",
            S.ACCEPTED: "已受理，审核期限在走，等专家签字",
            S.REVIEWED: "已受理，审核期限在走，等审核决定",
            S.APPROVED: "审核通过，自申请时间起享受待遇",
            S.DENIED: "审核不通过，须写明理由",
            S.WITHDRAWN: "决定之前由申请人撤回",
        },
        transitions=(
            *_HOSPITAL_STEPS,
            _step("submit", f"{S.ENDORSED}", S.SUBMITTED, f"{OFFICE} {CLERK}", "向参保地经办机构提出申请", "HN-22.4"),
            _step("return", f"{S.SUBMITTED}", S.RETURNED, CLERK, "受理前一次性告知全部缺件", "HN-23.3"),
            _step(
                "supplement", f"{S.RETURNED}", S.SUBMITTED, f"{PHYSICIAN} {OFFICE} {CLERK}", "补正后重新收件", "HN-23.3"
            ),
            _step("accept", f"{S.SUBMITTED}", S.ACCEPTED, CLERK, "受理，审核期限自当日起算", "HN-23.4"),
            _step("accept_short", f"{S.SUBMITTED}", S.REVIEWED, CLERK, "延期简化办理，受理后直接审核", "HN-23.8"),
            _step("accept_unanswered", f"{S.SUBMITTED}", S.ACCEPTED, "", "逾期未答复，视为收件之日受理", "HN-23.4"),
            _step("accept_unanswered_short", f"{S.SUBMITTED}", S.REVIEWED, "", "逾期未答复，视为受理", "HN-23.4"),
            _step("give_opinion", f"{S.ACCEPTED}", S.REVIEWED, EXPERT, "审核专家签署意见", "HN-36.2"),
            _step("approve", f"{S.REVIEWED}", S.APPROVED, REVIEWER, "审核通过，授予待遇", "HN-23.5"),
            _step("deny", f"{S.REVIEWED}", S.DENIED, REVIEWER, "审核不通过并说明理由", "HN-36.1"),
            _step(
                "withdraw",
                f"{S.DRAFT} {S.SIGNED} {S.ENDORSED} {S.SUBMITTED} {S.RETURNED} {S.ACCEPTED} {S.REVIEWED}",
                S.WITHDRAWN,
                f"{PHYSICIAN} {OFFICE} {CLERK}",
                "应申请人要求撤回",
                "HN-22.4",
            ),
        ),
    ),
    __name__,
)


JIANGSU = declare(
    LifeCycle(
        noun="application",
        states={
            S.DRAFT: "尚未签章，不产生任何期限",
            S.SIGNED: "责任医师已签章，等医保办盖章",
            S.ENDORSED: "医保办已盖章，尚未报送",
            S.SUBMITTED: "经办机构已收到，一个工作日内核验完整性",
            S.RETURNED: "一次性告知补充完善，补齐后重新起算",
            S.FILED: "材料完整，已备案",
            S.WITHDRAWN: "备案之前由申请人撤回",
        },
        transitions=(
            *_HOSPITAL_STEPS,
            _step("submit", f"{S.ENDORSED}", S.SUBMITTED, f"{OFFICE} {CLERK}", "实时报送备案", "JS-9(1).2"),
            _step("return", f"{S.SUBMITTED}", S.RETURNED, CLERK, "一次性告知补充完善", "JS-9(2).3"),
            _step(
                "supplement",
                f"{S.RETURNED}",
                S.SUBMITTED,
                f"{PHYSICIAN} {OFFICE} {CLERK}",
                "补充后重新收到",
                "JS-9(2).3",
            ),
            _step("file", f"{S.SUBMITTED}", S.FILED, CLERK, "材料完整，办结备案", "JS-9(2).1"),
            _step(
                "withdraw",
                f"{S.DRAFT} {S.SIGNED} {S.ENDORSED} {S.SUBMITTED} {S.RETURNED}",
                S.WITHDRAWN,
                f"{PHYSICIAN} {OFFICE} {CLERK}",
                "应申请人要求撤回",
                "JS-9(1).2",
            ),
        ),
    ),
    __name__,
)


APPLICATION = {ReviewKind.DECISION: HUNAN, ReviewKind.FILING: JIANGSU}
