"""The life of an application, as far as the house knows one: an act that decides and one that files leave out steps."""

from acts.demands import declare
from eligibility.applications.words import ApplicationState as S
from kit.life_cycle import LifeCycle, transition
from province.staff.words import Role

PHYSICIAN, OFFICE, CLERK = Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK
REVIEWER, EXPERT = Role.REVIEWER, Role.EXPERT

NEW = "new"
UNDECIDED = (S.DRAFT, S.SIGNED, S.ENDORSED, S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.REVIEWED)

APPLICATION = declare(
    LifeCycle(
        noun="application",
        states={
            S.DRAFT: "尚未签章，不产生任何期限",
            S.SIGNED: "责任医师已签章，等医院盖章",
            S.ENDORSED: "医院已盖章，尚未报送",
            S.SUBMITTED: "参保地经办已收件，期限在走",
            S.RETURNED: "一次性告知缺件，等患者补正",
            S.ACCEPTED: "已受理，审核期限在走，等专家签字",
            S.REVIEWED: "已受理，审核期限在走，等审核决定",
            S.APPROVED: "审核通过，自申请时间起享受待遇",
            S.DENIED: "审核不通过，须写明理由",
            S.FILED: "材料完整，已备案",
            S.WITHDRAWN: "决定之前由申请人撤回",
        },
        transitions=(
            transition("draft", [NEW], S.DRAFT, [PHYSICIAN], "责任医师为患者起草申请表"),
            transition("update", [S.DRAFT], S.DRAFT, [PHYSICIAN], "起草人修改未签章的申请表"),
            transition("sign", [S.DRAFT], S.SIGNED, [PHYSICIAN], "责任医师签名确认"),
            transition("endorse", [S.SIGNED], S.ENDORSED, [OFFICE], "就诊医院医保部门出具意见"),
            transition("hand_back", [S.SIGNED], S.DRAFT, [OFFICE], "医院医保部门退责任医师修改"),
            transition("submit", [S.ENDORSED], S.SUBMITTED, [OFFICE, CLERK], "向参保地经办机构提出申请"),
            transition("return", [S.SUBMITTED], S.RETURNED, [CLERK], "受理前一次性告知全部缺件"),
            transition("supplement", [S.RETURNED], S.SUBMITTED, [PHYSICIAN, OFFICE, CLERK], "补正后重新收件"),
            transition("accept", [S.SUBMITTED], S.ACCEPTED, [CLERK], "受理，审核期限自当日起算"),
            transition("accept_short", [S.SUBMITTED], S.REVIEWED, [CLERK], "延期简化办理，受理后直接审核"),
            transition("accept_unanswered", [S.SUBMITTED], S.ACCEPTED, [], "逾期未答复，视为收件之日受理"),
            transition("accept_unanswered_short", [S.SUBMITTED], S.REVIEWED, [], "逾期未答复，视为受理"),
            transition("give_opinion", [S.ACCEPTED], S.REVIEWED, [EXPERT], "审核专家签署意见"),
            transition("approve", [S.REVIEWED], S.APPROVED, [REVIEWER], "审核通过，授予待遇"),
            transition("deny", [S.REVIEWED], S.DENIED, [REVIEWER], "审核不通过并说明理由"),
            transition("file", [S.SUBMITTED], S.FILED, [CLERK], "材料完整，办结备案"),
            transition("withdraw", UNDECIDED, S.WITHDRAWN, [PHYSICIAN, OFFICE, CLERK], "应申请人要求撤回"),
        ),
    ),
    __name__,
)
