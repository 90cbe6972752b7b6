"""Words of prescriptions."""

from kit.words import Word


class PrescriptionKind(Word):
    ORDINARY = "ordinary", "普通处方"
    LONG_TERM = "long_term", "长期处方"


class CareSetting(Word):
    """Where a drug is given: at the outpatient's or pharmacy's counter, or during a stay in hospital."""

    OUTPATIENT = "outpatient", "门诊"
    INPATIENT = "inpatient", "住院"


class EarlyReason(Word):
    """Why somebody needs more before what she has is used up."""

    LOST = "lost", "药品遗失或损坏"
    TRAVEL = "travel", "外出，期间无法购药"
    DOSE_RAISED = "dose_raised", "剂量调整"


class OutpatientRule(Word):
    """Rules for outpatients and pharmacies from which a province may free its inpatients."""

    ENTITLEMENT = "entitlement", "待遇资格"
    RESPONSIBLE_PHYSICIAN = "responsible_physician", "责任医师"
    CHOSEN_INSTITUTION = "chosen_institution", "选定机构"
    PRESCRIPTION_DAYS = "prescription_days", "处方用量"


class PrescriptionState(Word):
    """Where a prescription stands on a day; read from its days, never stored."""

    VALID = "valid", "有效"
    DISPENSED = "dispensed", "已全部结算"
    OVER = "over", "已过有效期"
    TAKEN_BACK = "taken_back", "已作废"
    STOPPED = "stopped", "余量已作废"
    ON_PAPER = "on_paper", "纸质处方补录"
