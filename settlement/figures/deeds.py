"""What is recorded of the figures of a pooling area."""

from acts.deeds import deed
from eligibility.people.words import AssistanceCategory
from kit.deeds import Noun
from settlement.figures.words import LimitKind, RateKind

LIMIT = Noun("limit", "年度限额", area="area_id")
ASSISTANCE = Noun("assistance_rule", "医疗救助标准", area="area_id")
RATE = Noun("area_rate", "统筹区支付比例", area="area_id")

SET_LIMIT = deed(LIMIT, "set", "已设定", demand="limit.set", result=LimitKind)
SET_ASSISTANCE = deed(ASSISTANCE, "set", "已设定", demand="assistance_rule.set", result=AssistanceCategory)
SET_RATE = deed(RATE, "set", "已设定", demand="area_rate.set", result=RateKind)
