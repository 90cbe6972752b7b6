"""The life of an entitlement, as far as the house knows one: an act may leave steps out, and change who does them."""

from functools import partial

from acts.deeds import declare
from eligibility.entitlements.deeds import ENTITLEMENT as NOUN
from eligibility.entitlements.words import EntitlementState as S
from kit.life_cycle import NEW, Button, LifeCycle, transition
from kit.pages.parts import Tone
from province.staff.words import Role

OFFICE, CLERK, REVIEWER, SUPERVISOR = Role.INSURANCE_OFFICE, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR

OPEN = (S.ACTIVE, S.SUSPENDED)

row = partial(transition, NOUN)
find = partial(
    row, "find_manufacturer", roles=[Role.PHYSICIAN], sentence="责任医师认定可以更换生产企业",
    past="已认定可更换生产企业",
    button=Button("认定更换生产企业", "以您的名义认定，本院确认后即可使用，原生产企业仍可使用。", form="manufacturer"),
)  # fmt: skip
confirm = partial(
    row, "confirm_manufacturer", roles=[OFFICE], sentence="医院确认更换生产企业", past="已确认更换生产企业",
    button=Button("确认更换生产企业", "即时生效，原生产企业仍可使用。", form="finding"),
)  # fmt: skip
refuse = partial(
    row, "refuse_manufacturer", roles=[OFFICE], sentence="医院不确认更换生产企业", past="未确认更换生产企业",
    tone=Tone.SOON,
    button=Button("不确认更换", "退回责任医师，原生产企业仍可使用。", form="refusal"),
)  # fmt: skip
change = partial(
    row, "change_institution", roles=[OFFICE, CLERK], sentence="变更定点机构", past="已变更定点机构",
    button=Button("变更定点机构", "全省任一定点均可，即时生效。", form="institutions"),
)  # fmt: skip
# An active one too: what is to be suspended later is called off, and what was suspended wrongly is set right.
resume = partial(
    row, "resume", target=S.ACTIVE, roles=[REVIEWER, SUPERVISOR], sentence="恢复待遇", past="已更改暂停期",
    detail="改为 {after}", tone=Tone.FINE,
    button=Button("恢复待遇", "自所填日期起恢复支付；填暂停的首日或更早的，整段取消。", form="resumption"),
)  # fmt: skip

ENTITLEMENT = declare(
    LifeCycle(
        noun=NOUN,
        states={
            S.ACTIVE: "期限之内、没有暂停的日子可以享受",
            S.SUSPENDED: "暂停期间不支付，恢复后继续",
            S.ENDED: "终止后不再享受，另行申请才有新的待遇",
        },
        transitions=(
            row(
                "grant",
                [NEW],
                S.ACTIVE,
                [REVIEWER, CLERK],
                "审核通过或备案后享受待遇",
                "已授予待遇",
                detail="待遇期 {after}",
                tone=Tone.FINE,
            ),
            change([S.ACTIVE], S.ACTIVE),
            change([S.SUSPENDED], S.SUSPENDED),
            find([S.ACTIVE], S.ACTIVE),
            find([S.SUSPENDED], S.SUSPENDED),
            confirm([S.ACTIVE], S.ACTIVE),
            confirm([S.SUSPENDED], S.SUSPENDED),
            refuse([S.ACTIVE], S.ACTIVE),
            refuse([S.SUSPENDED], S.SUSPENDED),
            row(
                "suspend",
                OPEN,
                S.SUSPENDED,
                [REVIEWER, SUPERVISOR],
                "暂停待遇",
                "已暂停",
                detail="暂停期 {after}",
                tone=Tone.SOON,
                button=Button("暂停待遇", "暂停期间购药不予报销。", form="suspension", danger=True),
            ),
            resume([S.SUSPENDED]),
            resume([S.ACTIVE]),
            row(
                "end",
                OPEN,
                S.ENDED,
                [REVIEWER, SUPERVISOR, CLERK],
                "终止待遇",
                "已终止",
                detail="末日 {after}",
                tone=Tone.OVER,
            ),
            row("expire", OPEN, S.ENDED, [], "期满终止", "期满终止"),
            row(
                "drug_lapsed",
                OPEN,
                S.SUSPENDED,
                [],
                "药品目录到期、续约未决定，待遇暂停",
                "药品目录到期待决定，已暂停",
                detail="自 {after} 起",
                tone=Tone.SOON,
            ),
            row(
                "drug_renewed",
                OPEN,
                S.ACTIVE,
                [],
                "药品续约，待遇不间断",
                "药品已续约，待遇不间断",
                detail="药品有效至 {after}",
                tone=Tone.FINE,
            ),
            row(
                "drug_left",
                OPEN,
                S.ENDED,
                [],
                "药品调出目录，待遇自行终止",
                "药品调出目录，已终止",
                detail="末日 {after}",
                tone=Tone.OVER,
            ),
        ),
    ),
    __name__,
)
