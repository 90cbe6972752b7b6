"""Claims, their lines and the ledger, never changed once written. No index that a constraint gives is made twice."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from catalog.products.models import Product
from eligibility.entitlements.models import Entitlement
from eligibility.people.models import InsuredPerson
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.words import CareSetting
from kit.constraints import SameRow
from kit.fields import WordField
from physicians.institutions.models import Institution
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.words import Payer, ReversalReason

MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2}


class Claim(models.Model):
    """One settlement, or the reversal of one: then every amount is negated and `reverses` names the original."""

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="claims", db_index=False, verbose_name="机构"
    )
    person = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="claims", verbose_name="参保人")
    insurance_type = WordField("险种", word=InsuranceType, max_length=3)
    insured_area = models.CharField("参保地", max_length=6)
    serving_area = models.CharField("就医地", max_length=6)
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="claims", verbose_name="处方")
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, related_name="claims", verbose_name="待遇资格"
    )
    # Without a constraint and an index of its own: claim_on_own_account and claim_of_account have both in them.
    account = models.ForeignKey(
        AnnualAccount,
        models.PROTECT,
        related_name="claims",
        db_constraint=False,
        db_index=False,
        verbose_name="年度账户",
    )
    setting = WordField("场景", word=CareSetting, max_length=10)
    purchase_day = models.DateField("购药日")
    year = models.GeneratedField(
        expression=ExtractYear("purchase_day"),
        output_field=models.PositiveSmallIntegerField("年度"),
        db_persist=True,
        verbose_name="年度",
    )
    settled_at = models.DateTimeField("结算时间")
    statement_month = models.DateField("结算月份")
    rate = models.DecimalField("支付比例", max_digits=5, decimal_places=4)
    total = models.DecimalField("医药费总额", **MONEY)
    in_scope = models.DecimalField("符合政策范围", **MONEY)
    out_of_scope = models.DecimalField("超标准自付", **MONEY)
    pooled = models.DecimalField("统筹基金", **MONEY)
    serious_illness = models.DecimalField("大病保险", **MONEY)
    assistance = models.DecimalField("医疗救助", **MONEY)
    fund_total = models.DecimalField("基金支付总额", **MONEY)
    patient = models.DecimalField("个人负担", **MONEY)
    outside_drg = models.BooleanField("不纳入 DRG/DIP", default=True)
    policy_version = models.CharField("政策版本", max_length=64)
    warnings = ArrayField(models.CharField(max_length=40), verbose_name="提醒", default=list)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name="撤销的结算"
    )
    reversal_reason = WordField("撤销原因", word=ReversalReason, max_length=20, blank=True)
    reason = models.CharField("撤销说明", max_length=200, blank=True)
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="continuation", verbose_name="部分退药前的结算"
    )

    class Meta:
        verbose_name = verbose_name_plural = "结算"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["institution", "purchase_day", "id"], name="claim_of_institution"),
            models.Index(fields=["insured_area", "id"], name="claim_of_area"),
            models.Index(fields=["institution", "statement_month"], name="claim_of_statement"),
        ]
        constraints = [
            models.CheckConstraint(
                name="claim_scopes_add_up",
                condition=Q(total=F("in_scope") + F("out_of_scope")),
                violation_error_message="范围内外金额之和必须等于总额。",
            ),
            models.CheckConstraint(
                name="claim_payers_add_up",
                condition=Q(total=F("fund_total") + F("patient")),
                violation_error_message="基金与个人负担之和必须等于总额。",
            ),
            models.CheckConstraint(
                name="claim_funds_add_up",
                condition=Q(fund_total=F("pooled") + F("serious_illness") + F("assistance")),
                violation_error_message="各基金之和必须等于基金支付总额。",
            ),
            models.CheckConstraint(
                name="claim_signs_agree",
                condition=Q(
                    reverses=None,
                    in_scope__gte=0,
                    out_of_scope__gte=0,
                    pooled__gte=0,
                    serious_illness__gte=0,
                    assistance__gte=0,
                    patient__gte=0,
                )
                | Q(
                    reverses__isnull=False,
                    in_scope__lte=0,
                    out_of_scope__lte=0,
                    pooled__lte=0,
                    serious_illness__lte=0,
                    assistance__lte=0,
                    patient__lte=0,
                ),
                violation_error_message="结算金额不能为负，撤销金额不能为正。",
            ),
            models.CheckConstraint(
                name="claim_reversal_with_reason",
                condition=Q(reverses=None, reversal_reason="", reason="")
                | (Q(reverses__isnull=False) & ~Q(reversal_reason=""))
                & ~Q(reversal_reason=ReversalReason.OTHER, reason=""),
                violation_error_message="撤销必须选择原因；其他原因必须写明。",
            ),
            models.CheckConstraint(
                name="claim_reverses_or_continues",
                condition=Q(reverses=None) | Q(continues=None),
                violation_error_message="一笔结算不能既是撤销又是部分退药后的保留。",
            ),
            SameRow(
                name="claim_on_own_account",
                fields=["account", "person", "insurance_type", "year"],
                to="settlement.AnnualAccount",
                to_fields=["id", "person", "insurance_type", "year"],
                violation_error_message="结算必须记在同一参保人、同一险种、同一年度的账户上。",
            ),
            models.UniqueConstraint(
                fields=["account", "id"],
                name="claim_of_account",
                violation_error_message="同一账户上的结算编号重复。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ClaimLine(models.Model):
    """One product of a claim, with the rule that fixed its in-scope price."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines", db_index=False, verbose_name="结算")
    position = models.PositiveSmallIntegerField("序号")
    detail_number = models.CharField("费用明细流水号", max_length=40)
    prescription_line = models.ForeignKey(PrescriptionLine, models.PROTECT, related_name="+", verbose_name="处方明细")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name="产品")
    quantity = models.DecimalField("数量（包）", max_digits=16, decimal_places=4)
    units = models.IntegerField("数量（最小单位）")
    units_per_pack = models.PositiveIntegerField("每包数量（最小单位）")
    unit_price = models.DecimalField("单价", max_digits=16, decimal_places=6)
    in_scope_price = models.DecimalField("范围内单价", max_digits=16, decimal_places=6)
    total = models.DecimalField("金额", **MONEY)
    in_scope = models.DecimalField("符合政策范围", **MONEY)
    fund_share = models.DecimalField("按比例应付", **MONEY)
    no_code_reason = models.CharField("无码原因", max_length=20, blank=True)
    sentence = models.CharField("说明", max_length=300)
    source = models.CharField("依据", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "结算明细"
        ordering = ["claim_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"],
                name="claim_line_position",
                violation_error_message="结算明细序号重复。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}-{self.position}"


class LedgerEntry(models.Model):
    """One explained line of a claim: who pays what, on which basis, at which rate, and why. Rows sum to the total."""

    # Both without a constraint of their own: ledger_on_claims_account has them in it.
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="ledger", db_constraint=False, db_index=False, verbose_name="结算"
    )
    position = models.PositiveSmallIntegerField("序号")
    account = models.ForeignKey(
        AnnualAccount,
        models.PROTECT,
        related_name="ledger",
        db_constraint=False,
        db_index=False,
        verbose_name="年度账户",
    )
    fund = WordField("支付方", word=Payer, max_length=20)
    basis = models.DecimalField("计算基数", **MONEY)
    rate = models.DecimalField("比例", max_digits=5, decimal_places=4, null=True)
    limit_left = models.DecimalField("支付前余额", max_digits=16, decimal_places=2, null=True)
    threshold = models.DecimalField("计入救助起付标准", max_digits=16, decimal_places=2, default=0)
    amount = models.DecimalField("金额", **MONEY)
    sentence = models.CharField("说明", max_length=300)
    source = models.CharField("依据", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "账务分录"
        ordering = ["claim_id", "position"]
        indexes = [models.Index(fields=["account", "fund"], name="ledger_of_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"],
                name="ledger_position",
                violation_error_message="账务分录序号重复。",
            ),
            SameRow(
                name="ledger_on_claims_account",
                fields=["claim", "account"],
                to="settlement.Claim",
                to_fields=["id", "account"],
                violation_error_message="账务分录必须与其结算记在同一个年度账户上。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}-{self.position}"
