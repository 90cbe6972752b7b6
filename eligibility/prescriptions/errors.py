"""What eligibility refuses outside its rules."""

from kit.errors import WrongState


class PrescribedMeanwhile(WrongState):
    code = "PRESCRIBED_MEANWHILE"
    house = False
    message = "打开本页之后，该待遇已开具了处方。请回到待遇页面核对，确需另开的再开。"


class PrescriptionUsed(WrongState):
    """What is sold is sold: only what is left of a prescription can be stopped."""

    code = "PRESCRIPTION_USED"
    message = "处方已全部结算，没有可以作废的余量。药品退回的，由售药机构撤销结算后再作废。"


class PrescriptionTakenBack(WrongState):
    code = "PRESCRIPTION_TAKEN_BACK"
    message = "处方已于 {moment} 作废，不必重复办理。"
