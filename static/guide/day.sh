#!/bin/sh
# 一个工作日：领令牌、核验、查处方、试算、结算、应答丢失、撤销。需要 curl。
#   export BASE=https://... CLIENT_ID=... CLIENT_SECRET=... RXNO=... PSN_NO=... PRICE=... CODES=码1
#   sh day.sh
set -eu

# 从应答里取一个字段；正式的程序请用 JSON 库。
field() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' | head -n 1; }

# 1. 领取令牌，十分钟有效。密钥放在请求头里，不放在地址里。
TOKEN=$(curl -sS "$BASE/api/v1/token" -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials | field access_token)
call() { curl -sS -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"; }

# 2. 待遇核验：能不能支付，还剩多少限额。
echo "享受待遇 $(call "$BASE/api/v1/benefit-checks" -d "{\"psn_no\":\"$PSN_NO\"}" | field active)"

# 3. 患者在场时，查他在本机构可结算的处方；或按处方流水号查一张。
call "$BASE/api/v1/prescription-searches" -d "{\"psn_no\":\"$PSN_NO\",\"mdtrt_cert_type\":\"02\"}" >/dev/null
PRESCRIPTION=$(call "$BASE/api/v1/prescriptions/$RXNO")
PRODUCT=$(echo "$PRESCRIPTION" | field med_list_codg)
DAYS=$(echo "$PRESCRIPTION" | field prd_days)

# 4. 买一盒。金额、数量和代码一律是文本；天数是整数。
SALE="{\"rxno\":\"$RXNO\",\"psn_no\":\"$PSN_NO\",\"mdtrt_cert_type\":\"02\",\"med_type\":\"41\",\"medfee_sumamt\":\"$PRICE\",
 \"drugdetail\":[{\"feedetl_sn\":\"1\",\"med_list_codg\":\"$PRODUCT\",\"cnt\":\"1\",\"pric\":\"$PRICE\",
 \"det_item_fee_sumamt\":\"$PRICE\",\"prd_days\":$DAYS,\"drug_trac_info\":[{\"drug_trac_codg\":\"$CODES\"}]}]}"

# 5. 试算，不保存。
echo "个人负担 $(call "$BASE/api/v1/settlements/preview" -d "$SALE" | field psn_part_amt)"

# 6. 结算。幂等键由收银系统生成并保存，同一笔生意永远用同一个。
SETTLED=$(call "$BASE/api/v1/settlements" -H "Idempotency-Key: curl-$RXNO" -d "$SALE")
NUMBER=$(echo "$SETTLED" | field setl_id)
echo "结算编号 $NUMBER"

# 7. 应答丢失：原样再发，得到同一个应答；或者按幂等键查询。
call -i "$BASE/api/v1/settlements" -H "Idempotency-Key: curl-$RXNO" -d "$SALE" | grep -i '^Idempotent-Replayed'
echo "按键查到 $(call "$BASE/api/v1/settlements?key=curl-$RXNO" | field setl_id)"

# 8. 撤销：整笔一次，用自己的幂等键。
BACK=$(call "$BASE/api/v1/settlements/$NUMBER/reversal" -H "Idempotency-Key: curl-back-$RXNO" -d '{"reason":"entered_wrongly"}')
echo "撤销金额 $(echo "$BACK" | field medfee_sumamt)"
