"""What is recorded of an entitlement besides the steps of its life."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

ENTITLEMENT = Noun("entitlement", "待遇资格", area="insured_area_id", page="eligibility:entitlement")

MOVE = deed(ENTITLEMENT, "move", "参保地变动，待遇已随迁", demand="entitlement.move")
GIVE_BACK = deed(ENTITLEMENT, "give_back", "死亡日期已更正，待遇期恢复", detail="{after}", tone=Tone.FINE)
