"""What each call of the counter takes and gives: the OpenAPI description of settlement/counter/api/views.py."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from province.frame.schema import in_header, in_path, in_query, operation
from settlement.counter.api import wire
from settlement.counter.api.wire.fields import DAY_SHAPE
from settlement.counter.api.wire.lists import PrescriptionOut, PresentOut, SettlementPage

CHECKING, SETTLING = "待遇与处方", "结算"

KEY = in_header(
    "Idempotency-Key",
    "幂等键，1 至 64 个可见 ASCII 字符。同一键、同一内容得到同一应答；应答丢失时用同一键重发。",
    is_required=True,
    minLength=1,
    maxLength=64,
    pattern="^[!-~]+$",
)
REPLAYED = OpenApiParameter(
    "Idempotent-Replayed",
    str,
    OpenApiParameter.HEADER,
    enum=["true"],
    description="本应答是此前同一幂等键的应答",
    response=[200, 201, 422],
)
PRICES_LEFT = OpenApiParameter(
    "Prices-Left",
    str,
    OpenApiParameter.HEADER,
    description="今天对所含产品还可试几个不同的价格；试过的、成交过的和挂网价不计",
    response=[200, 201, 422],
)
SETL_ID = in_path("setl_id", "结算编号", "^[0-9]{1,18}$", "1024")
RXNO = in_path("rxno", "处方流水号", "^[0-9A-Za-z-]{1,24}$", "H43010200001260302000001")

SALE = {
    "rxno": "H43010200001260302000001",
    "psn_no": "43010200000001",
    "mdtrt_cert_type": "02",
    "med_type": "41",
    "medfee_sumamt": "686.20",
    "drugdetail": [
        {
            "feedetl_sn": "1",
            "med_list_codg": "XL01EBA123B001010100001",
            "cnt": "2",
            "pric": "343.10",
            "det_item_fee_sumamt": "686.20",
            "prd_days": 20,
            "drug_trac_info": [{"drug_trac_codg": "81234567890123456789"}, {"drug_trac_codg": "81234567890123456790"}],
        }
    ],
}
KEPT = {
    "reason": "quality",
    "drugdetail": [
        {"feedetl_sn": "1", "cnt": "1", "drug_trac_info": [{"drug_trac_codg": "81234567890123456789"}]},
    ],
}
SALE_SHOWN = [OpenApiExample("一种药，两盒", SALE, request_only=True)]

benefit_check = operation(
    "benefit_check",
    "待遇核验",
    tag=CHECKING,
    description="参保状态、待遇资格及其期限、各项年度限额的余额；不能支付时逐条说明原因。",
    takes=wire.BenefitCheckIn,
    gives={200: (wire.BenefitOut, "待遇情况")},
    refuses=[422, 429],
    examples=[OpenApiExample("按人员编号", {"psn_no": "43010200000001"}, request_only=True)],
)
dispensable = operation(
    "prescription",
    "可结算处方",
    tag=CHECKING,
    description="本机构开具的处方，或患者选定本机构的处方：明细、尚可结算数量、有效期。",
    gives={200: (PrescriptionOut, "处方")},
    refuses=[404],
    parameters=[RXNO],
)
present = operation(
    "prescription_search",
    "患者在场时查处方",
    tag=CHECKING,
    description="患者出示凭证后，查他今天在本机构可结算的处方。个人信息放在请求内容里，不放在地址里。查不到时返回空数组。",
    takes=wire.PresentIn,
    gives={200: (PresentOut, "处方")},
    refuses=[422, 429],
    examples=[OpenApiExample("按人员编号", {"psn_no": "43010200000001", "mdtrt_cert_type": "02"}, request_only=True)],
)
preview = operation(
    "settlement_preview",
    "预结算",
    tag=SETTLING,
    description="与结算同样计算、同样审核，不保存。支付标准保密的产品，一天内可试的不同价格有限，"
    "应答头 Prices-Left 说明还剩几个。",
    takes=wire.SettlementIn,
    gives={200: (wire.SettlementOut, "预结算结果，setl_id 为空")},
    refuses=[422],
    parameters=[PRICES_LEFT],
    examples=SALE_SHOWN,
)
settle = operation(
    "settle",
    "结算",
    tag=SETTLING,
    description="成功为 201，按幂等键保存。规则不予支付为 422：请求本身改不了结果的也保存，其余的不保存，"
    "条件具备后用同一幂等键再发即可办理（见 /api/v1/problems/）。409 表示同一幂等键的请求正在办理。",
    takes=wire.SettlementIn,
    gives={201: (wire.SettlementOut, "结算结果")},
    refuses=[409, 422],
    parameters=[KEY, REPLAYED, PRICES_LEFT],
    examples=SALE_SHOWN,
)
find = operation(
    "settlements",
    "按幂等键或按日查询结算",
    tag=SETTLING,
    description="给出 key 时逐字返回该幂等键的应答（201 或 422），正在办理为 409，没有保存为 404；"
    "否则返回 day 当日的结算，按编号升序分页。",
    gives={
        200: (SettlementPage, "一页结算"),
        201: (wire.SettlementOut, "该幂等键的结算结果"),
    },
    refuses=[404, 409, 422],
    parameters=[
        in_query("key", "幂等键", minLength=1, maxLength=64, pattern="^[!-~]+$"),
        in_query("day", "购药日，例如 2026-03-02", pattern=f"^{DAY_SHAPE}$"),
        in_query("after", "上一页的 next_after", pattern="^[0-9]{1,18}$"),
        REPLAYED,
    ],
)
one = operation(
    "settlement",
    "查询一笔结算",
    tag=SETTLING,
    gives={200: (wire.SettlementOut, "结算")},
    refuses=[404],
    parameters=[SETL_ID],
)
reverse = operation(
    "reversal",
    "撤销结算",
    tag=SETTLING,
    description="整笔撤销，只能一次；结果是一笔各项金额为相反数的结算。只有交付前录入错误的，追溯码可以再售。",
    takes=wire.ReversalIn,
    gives={201: (wire.SettlementOut, "撤销结果")},
    refuses=[404, 409, 422],
    parameters=[SETL_ID, KEY, REPLAYED],
    examples=[OpenApiExample("包装破损", {"reason": "quality", "note": "包装破损"}, request_only=True)],
)
partial_return = operation(
    "partial_return",
    "部分退药",
    tag=SETTLING,
    description="写明保留的明细：整笔撤销，保留部分按原购药日、原处方、原价重新结算，两者同时成立或都不成立。"
    "保留部分若与原来付得不一样，不办理并说明相差多少。应退患者的是原结算与本笔个人负担之差。",
    takes=wire.PartialReturnIn,
    gives={201: (wire.SettlementOut, "保留部分的结算")},
    refuses=[404, 409, 422],
    parameters=[SETL_ID, KEY, REPLAYED],
    examples=[OpenApiExample("两盒退一盒", KEPT, request_only=True)],
)
