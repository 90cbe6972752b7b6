"""Words of the frame."""

from kit.words import Word


class MenuGroup(Word):
    """The headings of the left column, in the order in which they stand."""

    WORK = "work", "办理"
    LOOK_UP = "look_up", "查询"
    LISTS = "lists", "目录与名单"
    SUPERVISION = "supervision", "监督"
    ADMINISTRATION = "administration", "管理"
    GROUNDS = "grounds", "依据"


class BriefingPart(Word):
    """What an account is told when it comes in, in the order in which it stands on the first page."""

    NOTICE = "notice", "提醒"
    NEXT = "next", "接下来"
    ENDING = "ending", "九十天内到期"
    NEWS = "news", "昨日以来"
