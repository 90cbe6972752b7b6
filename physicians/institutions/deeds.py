"""What is recorded of institutions."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

INSTITUTION = Noun("institution", "定点机构", area="area_id", page="physicians:institution")

REGISTER = deed(INSTITUTION, "register", "已登记")
APPOINT = deed(INSTITUTION, "appoint", "已任用工作人员", detail="{after}")
SUSPEND = deed(INSTITUTION, "suspend", "已暂停", detail="{after}", tone=Tone.OVER, demand="institution.suspend")
RESUME = deed(INSTITUTION, "resume", "已恢复", detail="自 {after} 起", tone=Tone.FINE, demand="institution.resume")
