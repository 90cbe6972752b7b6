"""What a responsible physician is called in the log."""

from kit.deeds import Noun
from physicians.responsible.words import PhysicianState

PHYSICIAN = Noun("physician", "责任医师", area="hospital.area_id", states=PhysicianState, page="physicians:physician")
