"""What is recorded of lists: that somebody took one away."""

from acts.deeds import deed
from kit.deeds import Noun

LIST = Noun("list", "列表", key="")

EXPORT = deed(LIST, "export", "已导出", detail="{after} 条")
