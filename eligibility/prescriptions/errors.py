"""What eligibility refuses outside its rules."""

from kit.errors import WrongState


class PrescribedMeanwhile(WrongState):
    code = "PRESCRIBED_MEANWHILE"
    house = False
    message = "打开本页之后，该待遇已开具了处方。请回到待遇页面核对，确需另开的再开。"


class PrescriptionUsed(WrongState):
    code = "PRESCRIPTION_USED"
    message = "处方已经结算，不能作废；请先撤销结算。"
