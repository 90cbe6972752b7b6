"""Words of responsible physicians."""

from kit.words import Word


class Title(Word):
    CHIEF = "chief", "主任医师"
    ASSOCIATE_CHIEF = "associate_chief", "副主任医师"
    ATTENDING = "attending", "主治医师"


class PhysicianState(Word):
    NOMINATED = "nominated", "医院已提名"
    REVIEWED = "reviewed", "市级经办已审核"
    RECORDED = "recorded", "市级已备案"
    RETURNED = "returned", "已退回"
    PUBLISHED = "published", "已发布"
    SUSPENDED = "suspended", "已暂停"
    REMOVED = "removed", "已移出"


class PhysicianCondition(Word):
    """What a policy may demand of a physician besides the title."""

    RELATED_SPECIALTY = "related_specialty", "相关专业"
    INSURANCE_PHYSICIAN = "insurance_physician", "医保医师"
    FRONT_LINE = "front_line", "一线临床"
