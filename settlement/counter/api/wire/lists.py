"""Prescriptions and pages of settlements, as institutions get them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from kit.clock import SHANGHAI
from settlement.claims.rules import Settled
from settlement.counter.api.wire.answers import SettlementOut, settlement_out
from settlement.counter.queries.prescriptions import Dispensable, DispensableLine
from settlement.counter.rules.benefits import masked_name


class PrescribedOut(Struct, frozen=True):
    """One product ordered, and what of it is left."""

    med_list_codg: Annotated[str, Meta(title="医保药品编码")]
    drug_genname: Annotated[str, Meta(title="药品通用名")]
    drug_spec: Annotated[str, Meta(title="规格")]
    prdr_name: Annotated[str, Meta(title="生产企业")]
    drug_cnt: Annotated[str, Meta(title="处方数量（包）", examples=["2.0000"])]
    surplus_cnt: Annotated[str, Meta(title="尚可结算数量（包）", examples=["2.0000"])]
    prd_days: Annotated[int, Meta(title="用药周期天数", examples=[28])]
    used_mtd: Annotated[str, Meta(title="用法用量")]


class PrescriptionOut(Struct, frozen=True):
    """A prescription that this institution may dispense."""

    rxno: Annotated[str, Meta(title="处方流水号")]
    psn_no: Annotated[str, Meta(title="人员编号")]
    psn_name: Annotated[str, Meta(title="姓名", description="部分隐去", examples=["张*"])]
    setting: Annotated[str, Meta(title="场景", description="outpatient 门诊，inpatient 住院", examples=["outpatient"])]
    fixmedins_name: Annotated[str, Meta(title="开方医疗机构")]
    prsc_dr_name: Annotated[str, Meta(title="开方医师")]
    dise_code: Annotated[str, Meta(title="诊断代码", examples=["C34.900"])]
    diag_name: Annotated[str, Meta(title="诊断")]
    prsc_time: Annotated[str, Meta(title="开具日", examples=["2026-03-02"])]
    vali_end_time: Annotated[str, Meta(title="有效截止日", description="当日仍有效", examples=["2026-03-04"])]
    rx_stas_codg: Annotated[
        str,
        Meta(
            title="处方状态代码",
            description="valid 有效，dispensed 已全部结算，over 已过有效期，taken_back 已作废，stopped 余量已作废",
            examples=["valid"],
        ),
    ]
    rx_stas_name: Annotated[str, Meta(title="处方状态", examples=["有效"])]
    undo_time: Annotated[
        str | None, Meta(title="作废时间", description="未作废为空", examples=["2026-03-02T09:30:00+08:00"])
    ]
    usable: Annotated[bool, Meta(title="今日可结算", description="在有效期内、未作废、还有剩余数量")]
    drugdetail: Annotated[tuple[PrescribedOut, ...], Meta(title="药品明细")]


class PresentOut(Struct, frozen=True):
    """What of a present person's prescriptions this institution may dispense today."""

    prescriptions: Annotated[tuple[PrescriptionOut, ...], Meta(title="处方", description="新开具的在前，至多 50 张")]


class SettlementPage(Struct, frozen=True):
    """Settlements by their number, ascending; `next_after` leads on."""

    setlinfo: Annotated[tuple[SettlementOut, ...], Meta(title="结算")]
    next_after: Annotated[str | None, Meta(title="下一页的 after", description="没有下一页时为空")]


def prescription(sheet: Dispensable) -> bytes:
    """A prescription as JSON."""
    return msgspec.json.encode(_prescription_out(sheet))


def present(sheets: Sequence[Dispensable]) -> bytes:
    """A present person's prescriptions as JSON."""
    return msgspec.json.encode(PresentOut(tuple(map(_prescription_out, sheets))))


def _prescription_out(sheet: Dispensable) -> PrescriptionOut:
    undone_at = sheet.withdrawn_at
    return PrescriptionOut(
        rxno=sheet.rxno,
        psn_no=sheet.person,
        psn_name=masked_name(sheet.person_name),
        setting=sheet.setting,
        fixmedins_name=sheet.hospital,
        prsc_dr_name=sheet.clinician,
        dise_code=sheet.diagnosis_code,
        diag_name=sheet.diagnosis,
        prsc_time=sheet.issued_on.isoformat(),
        vali_end_time=sheet.last_day.isoformat(),
        rx_stas_codg=sheet.state,
        rx_stas_name=sheet.state.label,
        undo_time=undone_at.astimezone(SHANGHAI).isoformat(timespec="seconds") if undone_at else None,
        usable=sheet.usable,
        drugdetail=tuple(_line_out(line) for line in sheet.lines),
    )


def _line_out(line: DispensableLine) -> PrescribedOut:
    return PrescribedOut(
        med_list_codg=line.product,
        drug_genname=line.generic_name,
        drug_spec=line.specification,
        prdr_name=line.manufacturer,
        drug_cnt=_packs(line.quantity),
        surplus_cnt=_packs(line.left),
        prd_days=line.supply_days,
        used_mtd=line.usage,
    )


def _packs(quantity: Decimal) -> str:
    return f"{quantity:.4f}"


def page(claims: Sequence[Settled], most: int) -> bytes:
    """One page of settlements as JSON; a full page may have a next one."""
    following = str(claims[-1].id) if len(claims) == most else None
    return msgspec.json.encode(SettlementPage(tuple(settlement_out(claim) for claim in claims), following))
