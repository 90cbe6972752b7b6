"""What is recorded of a patient's annual account."""

from acts.deeds import deed
from kit.deeds import Noun

ANNUAL_ACCOUNT = Noun("annual_account", "年度账户", page="settlement:account")

POST_ELSEWHERE = deed(ANNUAL_ACCOUNT, "post_elsewhere", "已记入他处已用限额", demand="limits_used_elsewhere")
