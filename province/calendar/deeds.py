"""What is recorded of the working-day calendar."""

from acts.deeds import deed
from kit.deeds import Noun

YEAR = Noun("calendar_year", "工作日历（年）", key="")
DAY = Noun("calendar_day", "工作日历（日）", key="")

LOAD = deed(YEAR, "load", "已载入")
RELOAD = deed(YEAR, "reload", "已重新载入")
CORRECT = deed(DAY, "correct", "已更正", detail="{after}")
