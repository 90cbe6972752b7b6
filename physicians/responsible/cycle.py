"""The life of a responsible physician: the province's profile picks the table."""

from acts.demands import declare
from kit.life_cycle import LifeCycle, Transition
from physicians.responsible.words import PhysicianListing, PhysicianState
from province.staff.words import Role

HOSPITAL = frozenset({Role.INSURANCE_OFFICE})
CITY = frozenset({Role.REVIEWER})
PROVINCE = frozenset({Role.PROVINCIAL_AGENCY})

S = PhysicianState
UNNAMED = ""
MEANINGS = {
    UNNAMED: "尚未提名",
    S.NOMINATED: "医院已提名",
    S.RETURNED: "已退回医院",
    S.PUBLISHED: "已发布，可以签署申请和处方",
    S.SUSPENDED: "已暂停，末个有效日之后不能签署",
    S.REMOVED: "已移出名单，末个有效日之后不能签署",
}


def _nominations(source: str) -> tuple[Transition, ...]:
    return (Transition("nominate", "提名", frozenset({UNNAMED, S.RETURNED}), S.NOMINATED, HOSPITAL, source),)


def _after(listed: PhysicianState, publishing: str) -> tuple[Transition, ...]:
    """What is alike in every province once the city has done its part."""
    ready, shown = frozenset({listed, S.SUSPENDED}), frozenset({S.PUBLISHED})
    return (
        Transition("publish", "发布", ready, S.PUBLISHED, PROVINCE, publishing),
        Transition("suspend", "暂停", shown, S.SUSPENDED, PROVINCE, publishing),
        Transition("remove", "移出", frozenset({S.PUBLISHED, S.SUSPENDED}), S.REMOVED, PROVINCE, publishing),
    )


HUNAN = declare(
    LifeCycle(
        noun="physician",
        states=MEANINGS | {S.REVIEWED: "市州经办已审核，待省级发布"},
        transitions=(
            *_nominations("HN-20.1"),
            Transition("review", "审核通过", frozenset({S.NOMINATED}), S.REVIEWED, CITY, "HN-21.3"),
            Transition("return_", "退回医院", frozenset({S.NOMINATED}), S.RETURNED, CITY, "HN-21.3"),
            *_after(S.REVIEWED, "HN-21.4"),
        ),
    ),
    __name__,
)
JIANGSU = declare(
    LifeCycle(
        noun="physician",
        states=MEANINGS | {S.NOMINATED: "医院已确认", S.RECORDED: "市级已备案，待省级发布"},
        transitions=(
            *_nominations("JS-5.10"),
            Transition("record", "备案", frozenset({S.NOMINATED}), S.RECORDED, CITY, "JS-5.10"),
            Transition("return_", "退回医院", frozenset({S.NOMINATED}), S.RETURNED, CITY, "JS-5.10"),
            *_after(S.RECORDED, "JS-6.2"),
        ),
    ),
    __name__,
)
LIFE_CYCLES = {PhysicianListing.REVIEWED: HUNAN, PhysicianListing.RECORDED: JIANGSU}
