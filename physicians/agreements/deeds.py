"""What is recorded of an institution's agreements."""

from acts.deeds import deed
from kit.pages.parts import Tone
from physicians.institutions.deeds import INSTITUTION

SIGN = deed(
    INSTITUTION, "sign_agreement", "已签订医保协议", detail="{after}", tone=Tone.FINE, demand="designation_agreement"
)
END = deed(
    INSTITUTION, "end_agreement", "已终止医保协议", detail="协议期改为 {after}", tone=Tone.OVER, demand="agreement_end"
)
