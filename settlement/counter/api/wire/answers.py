"""What institutions get: settlements, benefits and refusals, as text."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from eligibility.people.words import InsuranceType
from kit.errors import FieldError, FieldNames, RuleRefused
from kit.money import FEN, fen
from province.frame.problems import problem_text
from province.law.queries.policy import article_against
from settlement.claims.rules import Entry, Settled, SettledLine
from settlement.claims.words import Payer
from settlement.counter.rules.answers import Text
from settlement.counter.rules.benefits import Benefits

# 基金支付类型 of the national code set; what the patient pays has none. The funds of 360 and 399 are not known
# (clients in use differ), and neither they nor 340 and 350 have one for serious illness: nothing is guessed.
FUND_TYPES = {
    (Payer.POOLED_FUND, InsuranceType.EMPLOYEE): "310100",
    (Payer.POOLED_FUND, InsuranceType.VETERAN_CADRE): "340100",
    (Payer.POOLED_FUND, InsuranceType.DISABLED_SOLDIER): "350100",
    (Payer.POOLED_FUND, InsuranceType.RESIDENT): "390100",
    (Payer.SERIOUS_ILLNESS, InsuranceType.EMPLOYEE): "330100",
    (Payer.SERIOUS_ILLNESS, InsuranceType.RESIDENT): "390200",
}
ASSISTANCE_TYPE = "610100"
NOTHING = "0.00"
CREATED = 201

SENT_AS = FieldNames(
    own={
        "prescription": "rxno",
        "person": "psn_no",
        "medical_type": "med_type",
        "purchase_day": "begntime",
        "total": "medfee_sumamt",
        "elsewhere_reason": "elsewhere_reason",
    },
    lines={
        "product": "med_list_codg",
        "quantity": "cnt",
        "price": "pric",
        "total": "det_item_fee_sumamt",
        "supply_days": "prd_days",
        "codes": "drug_trac_info",
        "no_code_reason": "no_trac_reason",
    },
    at="drugdetail[{row}].{name}",
)

Money = Annotated[str, Meta(title="金额（元）", examples=["1234.50"])]
Sentence = Annotated[str, Meta(title="结算过程说明")]
Source = Annotated[str, Meta(title="依据条文")]


class FundDetail(Struct, frozen=True):
    """Who pays what, and why."""

    payer: Annotated[str, Meta(title="支付方", examples=["pooled_fund"])]
    fund_pay_type: Annotated[str, Meta(title="基金支付类型", examples=["310100"])]
    inscp_scp_amt: Annotated[str, Meta(title="计算基数（元）")]
    pool_prop: Annotated[str | None, Meta(title="比例", examples=["0.7000"])]
    crt_payb_lmt_amt: Annotated[str | None, Meta(title="当前可支付限额余额（元）")]
    fund_payamt: Annotated[str, Meta(title="支付金额（元）")]
    setl_proc_info: Sentence
    source: Source


class LineDetail(Struct, frozen=True):
    """What became of one product."""

    feedetl_sn: Annotated[str, Meta(title="费用明细流水号")]
    med_list_codg: Annotated[str, Meta(title="医保药品编码")]
    cnt: Annotated[str, Meta(title="数量（包）")]
    pric: Annotated[str, Meta(title="单价（元）")]
    det_item_fee_sumamt: Annotated[str, Meta(title="明细金额（元）")]
    inscp_scp_amt: Annotated[str, Meta(title="符合政策范围金额（元）")]
    setl_proc_info: Sentence
    source: Source


class SettlementOut(Struct, frozen=True):
    """A settlement. medfee_sumamt = inscp_scp_amt + overlmt_selfpay = fund_pay_sumamt + psn_part_amt."""

    setl_id: Annotated[str | None, Meta(title="结算编号", description="预结算为空")]
    fixmedins_code: Annotated[str, Meta(title="定点医药机构编号")]
    psn_no: Annotated[str, Meta(title="人员编号")]
    insutype: Annotated[str, Meta(title="险种类型", examples=["310"])]
    insuplc_admdvs: Annotated[str, Meta(title="参保地医保区划", examples=["430102"])]
    clr_optins: Annotated[str, Meta(title="清算经办机构", description="参保统筹区", examples=["430100"])]
    rxno: Annotated[str, Meta(title="处方流水号")]
    begntime: Annotated[str, Meta(title="购药日", examples=["2026-03-02"])]
    setl_time: Annotated[str, Meta(title="结算时间", examples=["2026-03-02T09:30:00+08:00"])]
    medfee_sumamt: Annotated[str, Meta(title="医疗费总额（元）")]
    inscp_scp_amt: Annotated[str, Meta(title="符合政策范围金额（元）")]
    overlmt_selfpay: Annotated[str, Meta(title="超限价自费费用（元）")]
    act_pay_dedc: Annotated[str, Meta(title="实际支付起付线（元）")]
    pool_prop_selfpay: Annotated[str, Meta(title="基本医疗保险统筹基金支付比例", examples=["0.7000"])]
    hifp_pay: Annotated[str, Meta(title="统筹基金支出（元）")]
    hifmi_pay: Annotated[str, Meta(title="居民大病保险资金支出（元）")]
    hifob_pay: Annotated[str, Meta(title="职工大额医疗费用补助基金支出（元）")]
    maf_pay: Annotated[str, Meta(title="医疗救助基金支出（元）")]
    fund_pay_sumamt: Annotated[str, Meta(title="基金支付总额（元）")]
    psn_part_amt: Annotated[str, Meta(title="个人负担总金额（元）")]
    psn_cash_pay: Annotated[str, Meta(title="个人现金支出（元）")]
    setldetail: Annotated[tuple[FundDetail, ...], Meta(title="基金支付明细")]
    drugdetail: Annotated[tuple[LineDetail, ...], Meta(title="药品明细")]
    drg_exclude_flag: Annotated[str, Meta(title="不纳入 DRG/DIP 标志", examples=["1"])]
    warnings: Annotated[tuple[str, ...], Meta(title="提醒代码")]
    refd_setl_flag: Annotated[str, Meta(title="退费结算标志", examples=["0"])]
    init_setl_id: Annotated[str | None, Meta(title="原结算编号", description="本笔撤销的，或本笔保留自的结算")]
    refd_setl_id: Annotated[str | None, Meta(title="撤销本笔的结算编号")]
    reason: Annotated[str, Meta(title="撤销原因", examples=["quality"])]
    note: Annotated[str, Meta(title="撤销说明")]


class EntitlementOut(Struct, frozen=True):
    """One entitlement as of the day that was asked about."""

    drug: Annotated[str, Meta(title="药品")]
    state: Annotated[str, Meta(title="状态", examples=["active"])]
    begndate: Annotated[str, Meta(title="开始日期")]
    enddate: Annotated[str | None, Meta(title="结束日期")]
    hospital: Annotated[str, Meta(title="选定医疗机构")]
    pharmacy: Annotated[str, Meta(title="选定零售药店")]


class LimitOut(Struct, frozen=True):
    """One yearly limit and what is left of it."""

    kind: Annotated[str, Meta(title="限额类别", examples=["pooled_fund"])]
    limit: Money
    left: Money


class ReasonOut(Struct, frozen=True):
    """Why nothing would be paid."""

    code: Annotated[str, Meta(title="代码", examples=["NOT_INSURED"])]
    detail: Annotated[str, Meta(title="说明")]
    source: Source


class BenefitOut(Struct, frozen=True):
    """Whether and how a person would be paid for on a day."""

    psn_no: Annotated[str, Meta(title="人员编号")]
    psn_name: Annotated[str, Meta(title="姓名", description="部分隐去", examples=["张*"])]
    begntime: Annotated[str, Meta(title="日期")]
    insutype: Annotated[str | None, Meta(title="险种类型")]
    insuplc_admdvs: Annotated[str | None, Meta(title="参保地医保区划")]
    active: Annotated[bool, Meta(title="当日正常享受待遇")]
    entitlements: Annotated[tuple[EntitlementOut, ...], Meta(title="待遇资格")]
    limits: Annotated[tuple[LimitOut, ...], Meta(title="年度限额余额")]
    reasons: Annotated[tuple[ReasonOut, ...], Meta(title="不能支付的原因")]


class WireAnswers:
    """The counter's answers in the words of the API; what is kept under a key is this text."""

    def to_settlement(self, claim: Settled) -> Text:
        """Return the answer to a settlement, as it is sent and kept."""
        return Text(CREATED, settled_text(claim))

    def to_refusal(self, refusal: RuleRefused) -> Text:
        """Return the answer to a refusal, its fields under the names that the sender used."""
        return Text(refusal.status, problem_text(refusal, map(sent_as, refusal.fields)))


ANSWERS = WireAnswers()


def sent_as(fault: FieldError) -> FieldError:
    """A fault of the order under the name that its sender used: the quantity of row 0 is drugdetail[0].cnt."""
    return FieldError(SENT_AS.name(fault.field, fault.row), fault.code, fault.message)


def settled_text(value: Settled) -> str:
    """A settlement as JSON."""
    return msgspec.json.encode(settlement_out(value)).decode()


def settlement_out(value: Settled) -> SettlementOut:
    """Return a settlement under the names and in the number formats of the API."""
    sums, employee = value.sums, value.insurance_type == InsuranceType.EMPLOYEE
    serious = amount(sums.serious_illness)
    return SettlementOut(
        setl_id=number(value.id),
        fixmedins_code=value.institution,
        psn_no=value.person,
        insutype=value.insurance_type,
        insuplc_admdvs=value.insured_area,
        clr_optins=f"{value.insured_area[:4]}00",
        rxno=value.prescription,
        begntime=value.purchase_day.isoformat(),
        setl_time=value.settled_at.isoformat(timespec="seconds"),
        medfee_sumamt=amount(sums.total),
        inscp_scp_amt=amount(sums.in_scope),
        overlmt_selfpay=amount(sums.out_of_scope),
        act_pay_dedc=NOTHING,
        pool_prop_selfpay=f"{value.rate:.4f}",
        hifp_pay=amount(sums.pooled),
        hifmi_pay=NOTHING if employee else serious,
        hifob_pay=serious if employee else NOTHING,
        maf_pay=amount(sums.assistance),
        fund_pay_sumamt=amount(sums.fund_total),
        psn_part_amt=amount(sums.patient),
        psn_cash_pay=amount(sums.patient),
        setldetail=tuple(fund_detail(entry, value.insurance_type) for entry in value.entries),
        drugdetail=tuple(line_detail(line) for line in value.lines),
        drg_exclude_flag="1" if value.outside_drg else "0",
        warnings=value.warnings,
        refd_setl_flag="0" if value.reverses is None else "1",
        init_setl_id=number(value.reverses if value.continues is None else value.continues),
        refd_setl_id=number(value.reversed_by),
        reason=value.reversal_reason,
        note=value.reason,
    )


def amount(value: Decimal) -> str:
    """Write an amount in yuan with its two decimals."""
    return str(value if value.as_tuple().exponent == FEN.as_tuple().exponent else fen(value))


def number(value: int | None) -> str | None:
    """Write a settlement number as text, since some clients lose digits of long numbers; None for none."""
    return None if value is None else str(value)


def fund_detail(entry: Entry, insurance_type: str) -> FundDetail:
    """Return one payer's part under the names of the API."""
    return FundDetail(
        payer=entry.fund,
        fund_pay_type=fund_type(entry.fund, insurance_type),
        inscp_scp_amt=amount(entry.basis),
        pool_prop=None if entry.rate is None else f"{entry.rate:.4f}",
        crt_payb_lmt_amt=None if entry.limit_left is None else amount(entry.limit_left),
        fund_payamt=amount(entry.amount),
        setl_proc_info=entry.sentence,
        source=entry.source,
    )


def fund_type(fund: Payer, insurance_type: str) -> str:
    """Return the national code of a fund for an insurance; empty for a payer without one."""
    if fund is Payer.MEDICAL_ASSISTANCE:
        return ASSISTANCE_TYPE
    return FUND_TYPES.get((fund, InsuranceType(insurance_type)), "")


def line_detail(line: SettledLine) -> LineDetail:
    """Return one line of goods under the names of the API."""
    return LineDetail(
        feedetl_sn=line.detail_number,
        med_list_codg=line.product,
        cnt=f"{line.quantity:.4f}",
        pric=f"{line.unit_price:.6f}",
        det_item_fee_sumamt=amount(line.total),
        inscp_scp_amt=amount(line.in_scope),
        setl_proc_info=line.sentence,
        source=line.source,
    )


def benefits(answer: Benefits) -> str:
    """Benefits as JSON."""
    out = BenefitOut(
        psn_no=answer.person,
        psn_name=answer.name,
        begntime=answer.day.isoformat(),
        insutype=answer.insurance_type,
        insuplc_admdvs=answer.area,
        active=answer.active,
        entitlements=tuple(
            EntitlementOut(
                drug=entitlement.drug,
                state=entitlement.state,
                begndate=entitlement.first_day.isoformat(),
                enddate=entitlement.last_day.isoformat() if entitlement.last_day else None,
                hospital=entitlement.hospital,
                pharmacy=entitlement.pharmacy,
            )
            for entitlement in answer.entitlements
        ),
        limits=tuple(LimitOut(limit.payer, amount(limit.limit), amount(limit.left)) for limit in answer.limits),
        reasons=tuple(ReasonOut(reason.code, reason.message, article_against(reason)) for reason in answer.reasons),
    )
    return msgspec.json.encode(out).decode()
