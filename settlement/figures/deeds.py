"""What is recorded of the figures of a pooling area."""

from acts.deeds import deed
from kit.deeds import Noun

SET_LIMIT = deed(Noun("limit", "年度限额", area="area_id"), "set", "已设定", demand="limit.set")
SET_ASSISTANCE = deed(
    Noun("assistance_rule", "医疗救助标准", area="area_id"), "set", "已设定", demand="assistance_rule.set"
)
SET_RATE = deed(Noun("area_rate", "统筹区支付比例", area="area_id"), "set", "已设定", demand="area_rate.set")
