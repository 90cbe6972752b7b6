"""The life of an application, as far as the house knows one: an act that decides and one that files leave out steps."""

from functools import partial

from acts.deeds import declare
from eligibility.applications.deeds import APPLICATION as NOUN
from eligibility.applications.words import ApplicationState as S
from kit.life_cycle import NEW, Button, LifeCycle, transition
from kit.pages.parts import Tone
from province.staff.words import Role

PHYSICIAN, OFFICE, CLERK = Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK
REVIEWER, EXPERT = Role.REVIEWER, Role.EXPERT

UNDECIDED = (S.DRAFT, S.SIGNED, S.ENDORSED, S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.REVIEWED)

# Which of the two it is follows from the kind of the application, not from who presses it.
ACCEPT = Button("受理", "自今日起算审核期限，受理后不中止。", key="a", door="accept", done="已受理，审核期限自今日起算")

row = partial(transition, NOUN)

APPLICATION = declare(
    LifeCycle(
        noun=NOUN,
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
            row("draft", [NEW], S.DRAFT, [PHYSICIAN], "责任医师为患者起草申请表", "已起草"),
            row("update", [S.DRAFT], S.DRAFT, [PHYSICIAN], "起草人修改未签章的申请表", "已修改", is_told=False),
            row(
                "discard",
                [S.DRAFT],
                S.WITHDRAWN,
                [PHYSICIAN],
                "起草人丢弃未签章的申请表",
                "草稿已丢弃",
                button=Button("丢弃草稿", "草稿和已上传的材料不再办理，也不会报送；需要时另建申请。", danger=True),
            ),
            row("sign", [S.DRAFT], S.SIGNED, [PHYSICIAN], "责任医师签名确认", "责任医师已签章"),
            row(
                "endorse",
                [S.SIGNED],
                S.ENDORSED,
                [OFFICE],
                "就诊医院医保部门出具意见",
                "医院已盖章",
                button=Button(
                    "盖章并报送",
                    "报送参保地经办机构，由其在规定期限内答复。",
                    key="y",
                    action="transmit",
                    done="已盖章并报送参保地经办机构",
                ),
            ),
            row(
                "submit",
                [S.ENDORSED],
                S.SUBMITTED,
                [OFFICE, CLERK],
                "向参保地经办机构提出申请",
                "已报送参保地经办机构",
                button=Button("报送", "由参保地经办机构在规定期限内答复。", key="y"),
            ),
            row(
                "hand_back",
                [S.SIGNED],
                S.DRAFT,
                [OFFICE],
                "医院医保部门退责任医师修改",
                "已退责任医师修改",
                tone=Tone.SOON,
                button=Button("退责任医师修改", "签章作废，由责任医师修改后重新签章。", form="reason", key="r"),
            ),
            row(
                "supplement",
                [S.RETURNED],
                S.SUBMITTED,
                [PHYSICIAN, OFFICE, CLERK],
                "补正后重新收件",
                "已补正",
                button=Button("补正完成，交回", "交回后重新起算期限。", key="y"),
            ),
            row(
                "accept",
                [S.SUBMITTED],
                S.ACCEPTED,
                [CLERK],
                "受理，审核期限自当日起算",
                "已受理",
                tone=Tone.FINE,
                button=ACCEPT,
            ),
            row(
                "accept_short",
                [S.SUBMITTED],
                S.REVIEWED,
                [CLERK],
                "延期简化办理，受理后直接审核",
                "已受理，直接审核",
                tone=Tone.FINE,
                button=ACCEPT,
            ),
            row(
                "accept_unanswered",
                [S.SUBMITTED],
                S.ACCEPTED,
                [],
                "逾期未答复，视为收件之日受理",
                "逾期未答复，视为受理",
                tone=Tone.SOON,
            ),
            row(
                "accept_unanswered_short",
                [S.SUBMITTED],
                S.REVIEWED,
                [],
                "逾期未答复，视为受理",
                "逾期未答复，视为受理，直接审核",
                tone=Tone.SOON,
            ),
            row(
                "file",
                [S.SUBMITTED],
                S.FILED,
                [CLERK],
                "材料完整，办结备案",
                "已备案",
                tone=Tone.FINE,
                button=Button("材料完整，备案", "备案后患者即可按规定购药报销。", key="a"),
            ),
            row(
                "return",
                [S.SUBMITTED],
                S.RETURNED,
                [CLERK],
                "受理前一次性告知全部缺件",
                "已退回补正",
                tone=Tone.SOON,
                button=Button(
                    "退回补正",
                    "勾选的缺件会显示给责任医师和医院，由其告知患者；补正后重新起算期限。",
                    form="gaps",
                    key="r",
                    action="return_for_correction",
                ),
            ),
            row(
                "give_opinion",
                [S.ACCEPTED],
                S.REVIEWED,
                [EXPERT],
                "审核专家签署意见",
                "专家意见已签署",
                button=Button("签署意见", "签署后不能修改。", form="opinion", key="y"),
            ),
            row(
                "approve",
                [S.REVIEWED],
                S.APPROVED,
                [REVIEWER],
                "审核通过，授予待遇",
                "审核已通过",
                tone=Tone.FINE,
                button=Button("通过", "患者自申请时间起可按规定购药报销。", form="approval", key="y"),
            ),
            row(
                "deny",
                [S.REVIEWED],
                S.DENIED,
                [REVIEWER],
                "审核不通过并说明理由",
                "审核不通过",
                tone=Tone.OVER,
                button=Button(
                    "不通过",
                    "理由会显示给责任医师和医院，由其告知患者；患者可以重新申请。",
                    form="denial",
                    danger=True,
                    key="n",
                ),
            ),
            row(
                "withdraw",
                UNDECIDED,
                S.WITHDRAWN,
                [PHYSICIAN, OFFICE, CLERK],
                "应申请人要求撤回",
                "已撤回",
                button=Button("撤回申请", "撤回后如需使用须重新申请。", form="reason", danger=True),
            ),
        ),
    ),
    __name__,
)
