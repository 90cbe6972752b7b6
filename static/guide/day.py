"""一个工作日：领令牌、核验、查处方、试算、结算、应答丢失、撤销。只用 Python 标准库。

export BASE=https://... CLIENT_ID=... CLIENT_SECRET=... RXNO=... PSN_NO=... PRICE=... CODES=码1,码2
python3 day.py
"""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

BASE = os.environ["BASE"]
RXNO, PSN_NO = os.environ["RXNO"], os.environ["PSN_NO"]
PRICE, CODES = os.environ["PRICE"], os.environ["CODES"].split(",")


def send(method, path, body=None, **headers):
    """发送一次请求；返回状态码、应答头和内容。"""
    data = None if body is None else json.dumps(body).encode("utf-8")
    request = urllib.request.Request(BASE + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, json.load(answer)
    except urllib.error.HTTPError as refusal:
        problem = json.load(refusal)
        print(problem["code"], problem["detail"], "请求编号", problem["instance"])
        return refusal.code, refusal.headers, problem


# 1. 领取令牌，十分钟有效。密钥放在表单里，不放在地址里。
form = {
    "grant_type": "client_credentials",
    "client_id": os.environ["CLIENT_ID"],
    "client_secret": os.environ["CLIENT_SECRET"],
}
with urllib.request.urlopen(BASE + "/api/v1/token", urllib.parse.urlencode(form).encode(), timeout=20) as answer:
    token = json.load(answer)["access_token"]
headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}

# 2. 待遇核验：能不能支付，还剩多少限额。
status, _, benefits = send("POST", "/api/v1/benefit-checks", {"psn_no": PSN_NO}, **headers)
print(status, "享受待遇", benefits["active"])

# 3. 患者在场时，查他在本机构可结算的处方；或按处方流水号查一张。
status, _, present = send(
    "POST", "/api/v1/prescription-searches", {"psn_no": PSN_NO, "mdtrt_cert_type": "02"}, **headers
)
status, _, prescription = send("GET", "/api/v1/prescriptions/" + RXNO, **headers)
line = prescription["drugdetail"][0]
print(status, "处方张数", len(present["prescriptions"]), "可结算", line["surplus_cnt"])

# 4. 金额、数量和代码一律是文本，用十进制计算，不用浮点数；天数是整数。
total = f"{Decimal(PRICE) * len(CODES):.2f}"
sale = {
    "rxno": RXNO,
    "psn_no": PSN_NO,
    "mdtrt_cert_type": "02",
    "med_type": "41",
    "medfee_sumamt": total,
    "drugdetail": [
        {
            "feedetl_sn": "1",
            "med_list_codg": line["med_list_codg"],
            "cnt": str(len(CODES)),
            "pric": PRICE,
            "det_item_fee_sumamt": total,
            "prd_days": line["prd_days"],
            "drug_trac_info": [{"drug_trac_codg": code} for code in CODES],
        }
    ],
}

# 5. 试算，不保存。
status, _, preview = send("POST", "/api/v1/settlements/preview", sale, **headers)
print(status, "基金支付", preview["fund_pay_sumamt"], "个人负担", preview["psn_part_amt"])

# 6. 结算。幂等键由收银系统生成并保存，同一笔生意永远用同一个。
key = "sale-" + RXNO
status, _, settled = send("POST", "/api/v1/settlements", sale, **headers, **{"Idempotency-Key": key})
print(status, "结算编号", settled["setl_id"])

# 7. 应答丢失：原样再发，得到同一个应答；或者按幂等键查询。
status, replayed, again = send("POST", "/api/v1/settlements", sale, **headers, **{"Idempotency-Key": key})
print(status, "重发得到同一应答", replayed["Idempotent-Replayed"], again == settled)
status, _, found = send("GET", "/api/v1/settlements?key=" + urllib.parse.quote(key), **headers)
print(status, "按键查到", found["setl_id"])

# 8. 撤销：整笔一次，用自己的幂等键。
path = f"/api/v1/settlements/{settled['setl_id']}/reversal"
reason = {"reason": "entered_wrongly"}
status, _, reversal = send("POST", path, reason, **headers, **{"Idempotency-Key": "back-" + RXNO})
print(status, "撤销金额", reversal["medfee_sumamt"])
