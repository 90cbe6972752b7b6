"""Words of treatment applications."""

from kit.words import Word


class ApplicationKind(Word):
    FIRST = "first", "首次申请"
    CHANGE = "change", "更换药品"
    ADDITION = "addition", "同时使用另一药品"
    RENEWAL = "renewal", "待遇延期"

    @property
    def names_old(self) -> bool:
        """Whether it continues or replaces an entitlement that the patient has."""
        return self in (ApplicationKind.CHANGE, ApplicationKind.RENEWAL)


class ApplicationState(Word):
    DRAFT = "draft", "草稿"
    SIGNED = "signed", "待医院意见"
    ENDORSED = "endorsed", "医院已同意"
    SUBMITTED = "submitted", "待受理"
    RETURNED = "returned", "待补正"
    ACCEPTED = "accepted", "已受理，待专家意见"
    REVIEWED = "reviewed", "待审核决定"
    FILED = "filed", "已备案"
    APPROVED = "approved", "审核通过"
    DENIED = "denied", "审核不通过"
    WITHDRAWN = "withdrawn", "已撤回"


DECIDED = [ApplicationState.APPROVED, ApplicationState.DENIED, ApplicationState.FILED]
ENDED = [*DECIDED, ApplicationState.WITHDRAWN]
# Somebody's turn besides the author's: what queues and counts read, however many are decided.
WAITING = [
    ApplicationState.SIGNED,
    ApplicationState.ENDORSED,
    ApplicationState.SUBMITTED,
    ApplicationState.RETURNED,
    ApplicationState.ACCEPTED,
    ApplicationState.REVIEWED,
]
CLOCK_RUNS = [ApplicationState.SUBMITTED, ApplicationState.ACCEPTED, ApplicationState.REVIEWED]


class Pressure(Word):
    """How near the last day of the running clock is."""

    OVER = "overdue", "已超期"
    SOON = "near", "即将到期"


class Turn(Word):
    """Whose turn it is between acceptance and decision."""

    DECIDE = "to_decide", "待我决定"
    EXPERT = "with_expert", "等专家"


class DenialReason(Word):
    """Why an application may be denied: each is a demand of the act."""

    OUTSIDE_LABEL = "outside_label", "不符合说明书适应症"
    OUTSIDE_SCOPE = "outside_scope", "不符合医保限定支付范围"
    NOT_INSURED = "not_insured", "不在本省参保或待遇不正常"
    DRUG_NOT_LISTED = "drug_not_listed", "药品不在单独支付目录"
    PHYSICIAN = "physician", "签章医师不符合责任医师条件"
    PAPERS = "papers", "医疗文书不能证明疾病及病情"
    EXISTS = "exists", "已有同一药品的待遇"
    FALSE_PAPERS = "false_papers", "申报资料不实"


class SignedBy(Word):
    PATIENT = "patient", "患者本人"
    GUARDIAN = "guardian", "监护人"
    DELEGATE = "delegate", "委托人"


class MaterialKind(Word):
    """Every paper that an act lists; which of them one asks for, its policy says."""

    FORM = "form", "申请表"
    IDENTITY = "identity_copy", "身份证复印件"
    CREDENTIAL = "credential_copy", "医保电子凭证或社会保障卡复印件"
    MEDICAL = "medical_papers", "证明疾病及病情程度的医疗文书"

    @property
    def tab(self) -> str:
        """What stands on the tab of a paper, where its name is too long."""
        return TABS[self]


# In the order in which one reads them: the medical ones first, since they are what one decides on.
TABS = {
    MaterialKind.MEDICAL: "医疗文书",
    MaterialKind.FORM: "申请表",
    MaterialKind.IDENTITY: "身份证",
    MaterialKind.CREDENTIAL: "医保凭证",
}


class ReviewKind(Word):
    """Whether the agency decides, or only files what is complete."""

    DECISION = "decision", "审核"
    FILING = "filing", "备案"


class ClockStart(Word):
    """The day from which the term of review runs."""

    ACCEPTANCE = "acceptance", "受理"
    RECEIPT = "receipt", "收件"
