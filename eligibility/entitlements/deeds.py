"""What is recorded of an entitlement besides the steps of its life."""

from acts.deeds import deed
from kit.deeds import Noun

ENTITLEMENT = Noun("entitlement", "待遇资格", area="insured_area_id", page="eligibility:entitlement")

MOVE = deed(ENTITLEMENT, "move", "参保地变动，待遇已随迁", demand="entitlement.move")
