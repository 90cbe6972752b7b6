"""What is recorded of prescriptions."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

PRESCRIPTION = Noun("prescription", "处方", area="hospital.area_id", page="eligibility:prescription")

ISSUE = deed(PRESCRIPTION, "issue", "已开具并签名", tone=Tone.FINE, demand="prescription.issue")
RECORD_EARLIER = deed(
    PRESCRIPTION, "record_earlier", "已补录纸质处方", detail="开具日 {after}", demand="prescription.record_earlier"
)
WITHDRAW = deed(PRESCRIPTION, "withdraw", "已作废", detail="{after}", tone=Tone.OVER, demand="prescription.withdraw")
