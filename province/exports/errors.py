"""What is refused of files that a job writes."""

from kit.errors import DomainError, WrongState


class ListGone(WrongState):
    """What is asked for is no list that this account may take away now."""

    code = "LIST_GONE"
    message = "这份列表已不能导出：页面过期，或者您的岗位已经变动。请重新打开列表再试。"


class TooManyExports(DomainError):
    """So many files wait, are written or lie ready for one person."""

    code = "TOO_MANY_EXPORTS"
    message = "您已有 {most} 份导出文件，达到上限。请在“我的导出”中删除不再需要的，再导出。"


class ExportNotReady(WrongState):
    """There is no whole file, or none any more."""

    code = "EXPORT_NOT_READY"
    message = "这份文件{state}，不能下载。需要时请重新导出。"


class PostMoved(DomainError):
    """The role, area or institution is no longer that which the file was made for."""

    status = 403
    code = "EXPORT_POST_MOVED"
    message = "您的岗位、管辖区划或者所在机构已变动，原来导出的文件不能再下载。需要时请按现在的岗位重新导出。"
