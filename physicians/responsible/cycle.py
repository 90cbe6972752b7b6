"""The life of a responsible physician, as far as the house knows one: cities review or record, as their act says."""

from acts.demands import declare
from kit.life_cycle import LifeCycle, transition
from physicians.responsible.words import PhysicianState as S
from province.staff.words import Role

HOSPITAL, CITY, PROVINCE = (Role.INSURANCE_OFFICE,), (Role.REVIEWER,), (Role.PROVINCIAL_AGENCY,)

UNNAMED = ""

PHYSICIAN = declare(
    LifeCycle(
        noun="physician",
        states={
            UNNAMED: "尚未提名",
            S.NOMINATED: "医院已提名",
            S.RETURNED: "已退回医院",
            S.REVIEWED: "市州经办已审核，待省级发布",
            S.RECORDED: "市级已备案，待省级发布",
            S.PUBLISHED: "已发布，可以签署申请和处方",
            S.SUSPENDED: "已暂停，末个有效日之后不能签署",
            S.REMOVED: "已移出名单，末个有效日之后不能签署",
        },
        transitions=(
            transition("nominate", [UNNAMED, S.RETURNED], S.NOMINATED, HOSPITAL, "提名"),
            transition("review", [S.NOMINATED], S.REVIEWED, CITY, "审核通过"),
            transition("record", [S.NOMINATED], S.RECORDED, CITY, "备案"),
            transition("return_", [S.NOMINATED], S.RETURNED, CITY, "退回医院"),
            transition("publish", [S.REVIEWED, S.RECORDED, S.SUSPENDED], S.PUBLISHED, PROVINCE, "发布"),
            transition("suspend", [S.PUBLISHED], S.SUSPENDED, PROVINCE, "暂停"),
            transition("remove", [S.PUBLISHED, S.SUSPENDED], S.REMOVED, PROVINCE, "移出"),
        ),
    ),
    __name__,
)
