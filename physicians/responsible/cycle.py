"""The life of a responsible physician, as far as the house knows one: cities review or record, as their act says."""

from functools import partial

from acts.deeds import declare
from kit.life_cycle import NEW, Button, LifeCycle, transition
from kit.pages.parts import Tone
from physicians.responsible.deeds import PHYSICIAN as NOUN
from physicians.responsible.words import PhysicianState as S
from province.staff.words import Role

HOSPITAL, CITY, PROVINCE = (Role.INSURANCE_OFFICE,), (Role.REVIEWER,), (Role.PROVINCIAL_AGENCY,)

row = partial(transition, NOUN)

PHYSICIAN = declare(
    LifeCycle(
        noun=NOUN,
        states={
            NEW: "尚未提名",
            S.NOMINATED: "医院已提名",
            S.RETURNED: "已退回医院",
            S.REVIEWED: "市级经办已审核，待省级发布",
            S.RECORDED: "市级已备案，待省级发布",
            S.PUBLISHED: "已发布，可以签署申请和处方",
            S.SUSPENDED: "已暂停，末个有效日之后不能签署",
            S.REMOVED: "已移出名单，末个有效日之后不能签署",
        },
        transitions=(
            row(
                "nominate",
                [NEW, S.RETURNED],
                S.NOMINATED,
                HOSPITAL,
                "提名",
                "医院已提名",
                button=Button(
                    "提名", "提名报{city}经办机构办理，省级经办发布之后医师才能签署申请和处方。", form="nomination"
                ),
            ),
            row(
                "review",
                [S.NOMINATED],
                S.REVIEWED,
                CITY,
                "审核通过",
                "{city}经办已审核通过",
                button=Button("审核通过", "该医师转省级经办机构发布。"),
            ),
            row(
                "record",
                [S.NOMINATED],
                S.RECORDED,
                CITY,
                "备案",
                "市级已备案",
                button=Button("备案", "该医师报省级发布。"),
            ),
            row(
                "return",
                [S.NOMINATED],
                S.RETURNED,
                CITY,
                "退回医院",
                "已退回医院",
                tone=Tone.SOON,
                button=Button("退回医院", "医院改正之后可以重新提名。", form="reason", action="return_"),
            ),
            row(
                "publish",
                [S.REVIEWED, S.RECORDED, S.SUSPENDED],
                S.PUBLISHED,
                PROVINCE,
                "发布",
                "省级已发布",
                tone=Tone.FINE,
                button=Button(
                    "发布",
                    "所选医师自发布日起在全省名单上，可以签署申请和处方；有一人不符合则全部不发布。",
                    form="publication",
                ),
            ),
            row(
                "suspend",
                [S.PUBLISHED],
                S.SUSPENDED,
                PROVINCE,
                "暂停",
                "已暂停",
                tone=Tone.SOON,
                button=Button("暂停", "末个有效日之后不能签署申请和处方，可以再次发布。", form="stop", danger=True),
            ),
            row(
                "remove",
                [S.PUBLISHED, S.SUSPENDED],
                S.REMOVED,
                PROVINCE,
                "移出",
                "已移出名单",
                tone=Tone.OVER,
                button=Button("移出", "该医师不再是责任医师，不能恢复。", form="stop", danger=True, typed=True),
            ),
        ),
    ),
    __name__,
)
