"""What is recorded of an institution's systems."""

from acts.deeds import deed
from physicians.institutions.deeds import INSTITUTION

ISSUE = deed(INSTITUTION, "issue_client", "已发放接口客户端")
REVOKE = deed(INSTITUTION, "revoke_client", "已停用接口客户端")
