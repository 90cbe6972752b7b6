"""Treatment applications: what the patient asks, what the hospital says, and where the legal clock stands."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Right

from catalog.drugs.models import Drug
from catalog.products.models import Product
from eligibility.applications.errors import FormIncomplete
from eligibility.applications.words import (
    DECIDED,
    ENDED,
    WAITING,
    ApplicationKind,
    ApplicationState,
    DenialReason,
    MaterialKind,
    SignedBy,
)
from eligibility.people.models import InsuredPerson
from eligibility.people.words import InsuranceType
from kit.fields import WordField
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from province.areas.models import Area
from province.staff.models import Account


class TreatmentApplication(models.Model):
    """The form of the annex, and what became of it. Areas stand as of the day: persons move."""

    number = models.CharField("申请编号", max_length=20, unique=True)
    kind = WordField("申请类型", word=ApplicationKind, max_length=10, default=ApplicationKind.FIRST)
    state = WordField("状态", word=ApplicationState, max_length=10, default=ApplicationState.DRAFT)

    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="applications", verbose_name="参保人")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    insured_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="参保地")
    serving_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="就医地")
    signed_by = WordField("签字人", word=SignedBy, max_length=10, default=SignedBy.PATIENT)
    signer_name = models.CharField("签字人姓名", max_length=60)

    drug = models.ForeignKey(
        Drug, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="申请药品"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟用产品"
    )
    hospital = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="享受待遇定点医疗机构")
    pharmacy = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="享受待遇定点零售药店"
    )
    physician = models.ForeignKey(
        ResponsiblePhysician, models.PROTECT, related_name="applications", verbose_name="责任医师"
    )
    diagnosis_code = models.CharField("诊断编码", max_length=20)
    diagnosis = models.CharField("疾病诊断", max_length=200)
    application_date = models.DateField("申请时间（由责任医师确定）")
    requested_until = models.DateField("申请截止日", null=True, blank=True)
    grounds = models.TextField("申请依据")
    usage = models.TextField("药品用法及疗程")
    meets_label = models.BooleanField("符合说明书适应症", default=False)
    meets_scope = models.BooleanField("符合限定支付范围", default=False)
    identity_checked = models.BooleanField("已核对人、证、卡相符", default=False)
    replaces = models.ForeignKey(
        "eligibility.Entitlement", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原待遇"
    )

    # A form is a draft from its first word: how often it was written, and what was typed and cannot be read yet.
    version = models.PositiveIntegerField("第几稿", default=0)
    unread = models.JSONField("尚不能识别的内容", default=dict, blank=True)

    handed_back_for = models.CharField("退回修改的原因", max_length=500, blank=True)
    signed_on = models.DateField("责任医师签章日", null=True, blank=True)
    endorsed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_on = models.DateField("医院盖章日", null=True, blank=True)
    received_on = models.DateField("收件日", null=True, blank=True)
    supplemented_on = models.DateField("补正收件日", null=True, blank=True)
    intake_deadline = models.DateField("受理期限", null=True, blank=True)
    intake_provisional = models.BooleanField("受理期限暂定", default=False)
    returned_on = models.DateField("退回补正日", null=True, blank=True)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    gaps = models.JSONField("补正清单", default=list, blank=True)
    accepted_on = models.DateField("受理日", null=True, blank=True)
    clock_from = models.DateField("审核期限起算日", null=True, blank=True)
    deadline = models.DateField("审核期限", null=True, blank=True)
    deadline_provisional = models.BooleanField("期限暂定", default=False)
    claimed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="领办人"
    )
    urged_on = models.DateField("催办专家日", null=True, blank=True)
    overdue_since = models.DateField("超期自", null=True, blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日", null=True, blank=True)
    denial = WordField("不通过原因", word=DenialReason, max_length=16, blank=True)
    decision_reason = models.TextField("决定理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待遇申请"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "deadline", "id"], name="application_queue"),
            models.Index(
                fields=["intake_deadline"], condition=Q(state=ApplicationState.SUBMITTED), name="application_intake"
            ),
            models.Index(fields=["insured_area", "state", "id"], name="application_by_area"),
            models.Index(fields=["hospital", "state", "id"], name="application_by_hospital"),
            # What was decided of late, for those who applied.
            models.Index(fields=["decided_on", "id"], condition=Q(state__in=DECIDED), name="application_decided"),
            # People say the last digits alone.
            models.Index(Right("number", 8), name="application_by_number_end"),
            # The list of all in its order, the area asked on the way; what waits in its order; what waits, counted.
            models.Index(fields=["application_date", "id", "insured_area"], name="application_by_date"),
            models.Index(
                Coalesce("deadline", "intake_deadline"),
                "id",
                "insured_area",
                "state",
                name="application_by_due",
                condition=Q(state__in=WAITING),
            ),
            models.Index(
                fields=["state", "insured_area", "deadline", "intake_deadline"],
                name="application_waiting",
                condition=Q(state__in=WAITING),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_state_known",
                condition=Q(state__in=ApplicationState.values),
                violation_error_message="申请状态不在名录内。",
            ),
            models.CheckConstraint(
                name="application_names_its_drug",
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
                | Q(drug__isnull=False, product__isnull=False),
                violation_error_message="签章的申请须写明申请药品和拟用产品。",
            ),
            models.CheckConstraint(
                name="application_decided_with_date",
                condition=(Q(state__in=DECIDED) & Q(decided_on__isnull=False) & Q(decided_by__isnull=False))
                | (~Q(state__in=DECIDED) & Q(decided_on=None) & Q(decided_by=None)),
                violation_error_message="有决定才有决定日与决定人，缺一不可。",
            ),
            models.CheckConstraint(
                name="application_denied_with_reason",
                condition=(Q(state=ApplicationState.DENIED) & ~Q(denial="") & ~Q(decision_reason=""))
                | (~Q(state=ApplicationState.DENIED) & Q(denial="")),
                violation_error_message="不通过必须写明理由。",
            ),
            models.CheckConstraint(
                name="application_clock_with_deadline",
                condition=Q(clock_from=None, deadline=None) | Q(clock_from__isnull=False, deadline__isnull=False),
                violation_error_message="审核期限与其起算日须同时记载。",
            ),
            models.CheckConstraint(
                name="application_accepted_with_clock",
                condition=Q(accepted_on=None) | Q(clock_from__isnull=False),
                violation_error_message="受理即起算审核期限。",
            ),
            models.CheckConstraint(
                name="application_returned_with_gaps",
                condition=~Q(state=ApplicationState.RETURNED) | (Q(returned_on__isnull=False) & ~Q(gaps=[])),
                violation_error_message="退回补正须列明缺件。",
            ),
            models.CheckConstraint(
                name="application_endorsed_together",
                condition=Q(endorsed_by=None, endorsed_on=None)
                | Q(endorsed_by__isnull=False, endorsed_on__isnull=False),
                violation_error_message="医院意见须有经办人和日期。",
            ),
            models.CheckConstraint(
                name="application_date_not_after_signature",
                condition=Q(signed_on=None) | Q(application_date__lte=models.F("signed_on")),
                violation_error_message="申请时间不能晚于责任医师签章日。",
            ),
            models.CheckConstraint(
                name="application_until_after_date",
                condition=Q(requested_until=None) | Q(requested_until__gte=models.F("application_date")),
                violation_error_message="申请截止日不能早于申请时间。",
            ),
            models.UniqueConstraint(
                fields=["person", "drug"],
                condition=~Q(state__in=ENDED),
                name="application_one_open_per_drug",
                violation_error_message="该参保人对同一药品已有办理中的申请。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def drug_name(self) -> str:
        """The drug's name; a draft may have chosen none yet."""
        return self.drug.generic_name if self.drug else "（未选药品）"

    @property
    def chosen_drug(self) -> Drug:
        """The drug, which a signed form has. Raises FormIncomplete."""
        if self.drug is None:
            raise FormIncomplete({"product": "申请使用药品"})
        return self.drug

    @property
    def chosen_product(self) -> Product:
        """The product, which a signed form has. Raises FormIncomplete."""
        if self.product is None:
            raise FormIncomplete({"product": "申请使用药品"})
        return self.product

    @property
    def is_returned(self) -> bool:
        return self.state is ApplicationState.RETURNED


class KeptPaper(models.Model):
    """A scanned paper that is kept outside the web root."""

    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=40)
    digest = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节数")
    pages = models.PositiveIntegerField("页数", null=True)
    stored_as = models.CharField("存储名", max_length=80, unique=True)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


class Material(KeptPaper):
    """One paper handed in with an application."""

    application = models.ForeignKey(TreatmentApplication, models.CASCADE, related_name="materials", verbose_name="申请")
    kind = WordField("材料", word=MaterialKind, max_length=16)
    round = models.PositiveSmallIntegerField("第几次补交", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "申请材料"
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "digest"],
                name="material_once",
                violation_error_message="同一份材料已经上传。",
            ),
        ]


class AskedExpert(models.Model):
    """An expert who is asked by name; where nobody is, all experts of the drug's field are."""

    application = models.ForeignKey(TreatmentApplication, models.PROTECT, related_name="asked", verbose_name="申请")
    expert = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="指名的专家")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="指名人")
    asked_on = models.DateField("指名日")

    class Meta:
        verbose_name = verbose_name_plural = "指名的专家"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "expert"],
                name="expert_asked_once",
                violation_error_message="已经请过这位专家。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.expert_id}"


class ExpertOpinion(models.Model):
    """An expert's signed opinion on one application."""

    application = models.OneToOneField(
        TreatmentApplication, models.PROTECT, related_name="opinion", verbose_name="申请"
    )
    expert = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="审核专家")
    supports = models.BooleanField("同意")
    label_verdict = models.BooleanField("符合说明书适应症")
    scope_verdict = models.BooleanField("符合限定支付范围")
    text = models.TextField("审核意见")
    signed_on = models.DateField("签字日")

    class Meta:
        verbose_name = verbose_name_plural = "专家意见"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="opinion_has_text",
                condition=~Q(text=""),
                violation_error_message="专家意见不能为空。",
            ),
            models.CheckConstraint(
                name="opinion_support_means_both_verdicts",
                condition=Q(supports=False) | Q(label_verdict=True, scope_verdict=True),
                violation_error_message="同意须同时符合说明书适应症与限定支付范围。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.expert}"
