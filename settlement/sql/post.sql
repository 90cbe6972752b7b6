-- Everything that a settlement writes, in one statement. The counts come back and are checked: a pack that
-- another sale took first is missing from `packs`. Rows are found by `= ANY (ARRAY(...))`: a join with a document
-- of unknown length would be planned as a scan of the whole table.
WITH document AS MATERIALIZED (
    SELECT :posting::jsonb AS posting, :codes::jsonb AS codes
), claim AS (
    INSERT INTO settlement_claim (
        id, institution_id, person_id, insurance_type, insured_area, serving_area, prescription_id, entitlement_id,
        account_id, setting, purchase_day, settled_at, statement_month, rate, total, in_scope, out_of_scope, pooled,
        serious_illness, assistance, fund_total, patient, outside_drg, policy_version, warnings, reverses_id, reason
    )
    SELECT p.id, p.institution, p.person, p.insurance_type, p.insured_area, p.serving_area, p.prescription,
           p.entitlement, :account::bigint, p.setting, p.purchase_day, p.settled_at, :month::date, p.rate,
           s.total, s.in_scope, s.out_of_scope, s.pooled, s.serious_illness, s.assistance,
           s.pooled + s.serious_illness + s.assistance, s.patient, p.outside_drg, :policy::text,
           p.warnings, p.reverses, p.reason
    FROM document,
         jsonb_to_record(posting) AS p (
             id bigint, institution text, person text, insurance_type text, insured_area text, serving_area text,
             prescription text, entitlement bigint, setting text, purchase_day date, settled_at timestamptz,
             rate numeric, outside_drg boolean, warnings text[], reverses bigint, reason text
         ),
         jsonb_to_record(posting -> 'sums') AS s (
             total numeric, in_scope numeric, out_of_scope numeric, pooled numeric, serious_illness numeric,
             assistance numeric, patient numeric
         )
    RETURNING id, institution_id, insured_area, reverses_id, warnings, reason
), lines AS (
    INSERT INTO settlement_claimline (
        claim_id, position, detail_number, prescription_line_id, product_id, quantity, unit_price, in_scope_price,
        total, in_scope, fund_share, sentence, source
    )
    SELECT claim.id, l.position, l.detail_number, l.prescription_line, l.product, l.quantity, l.unit_price,
           l.in_scope_price, l.total, l.in_scope, l.fund_share, l.sentence, l.source
    FROM claim, document,
         jsonb_to_recordset(posting -> 'lines') AS l (
             position smallint, detail_number text, prescription_line bigint, product text, quantity numeric,
             unit_price numeric, in_scope_price numeric, total numeric, in_scope numeric, fund_share numeric,
             sentence text, source text
         )
    RETURNING prescription_line_id, quantity
), ledger AS (
    INSERT INTO settlement_ledgerentry (
        claim_id, position, account_id, fund, basis, rate, limit_left, amount, sentence, source, threshold
    )
    SELECT claim.id, e.position, :account, e.fund, e.basis, e.rate, e.limit_left, e.amount, e.sentence, e.source,
           e.threshold
    FROM claim, document,
         jsonb_to_recordset(posting -> 'entries') AS e (
             position smallint, fund text, basis numeric, rate numeric, limit_left numeric, amount numeric,
             sentence text, source text, threshold numeric
         )
    RETURNING fund, amount, threshold
), account AS (
    UPDATE settlement_annualaccount a
    SET pooled_paid = a.pooled_paid + paid.pooled,
        serious_paid = a.serious_paid + paid.serious_illness,
        assistance_paid = a.assistance_paid + paid.assistance,
        threshold_used = a.threshold_used + paid.threshold_used
    FROM (
        SELECT coalesce(sum(amount) FILTER (WHERE fund = 'pooled_fund'), 0) AS pooled,
               coalesce(sum(amount) FILTER (WHERE fund = 'serious_illness'), 0) AS serious_illness,
               coalesce(sum(amount) FILTER (WHERE fund = 'medical_assistance'), 0) AS assistance,
               coalesce(sum(threshold), 0) AS threshold_used
        FROM ledger
    ) AS paid
    WHERE a.id = :account
    RETURNING a.id
), dispensed AS (
    UPDATE eligibility_prescriptionline l
    SET dispensed = l.dispensed + (SELECT sum(lines.quantity) FROM lines WHERE lines.prescription_line_id = l.id)
    WHERE l.id = ANY (ARRAY(SELECT prescription_line_id FROM lines))
    RETURNING l.id
), code AS MATERIALIZED (
    SELECT k.position, k.code, k.quantity
    FROM document, jsonb_to_recordset(codes) AS k (position smallint, code text, quantity numeric)
    ORDER BY k.code
), packs AS (
    INSERT INTO settlement_tracepack AS t (code, sold)
    SELECT code.code, code.quantity FROM code WHERE code.quantity > 0
    ON CONFLICT (code) DO UPDATE SET sold = t.sold + excluded.sold WHERE t.sold + excluded.sold <= 1
    RETURNING code
), held AS MATERIALIZED (
    SELECT t.code
    FROM settlement_tracepack t
    WHERE t.code = ANY (ARRAY(SELECT code.code FROM code WHERE code.quantity < 0))
    ORDER BY t.code
    FOR UPDATE OF t
), returned AS (
    UPDATE settlement_tracepack t
    SET sold = t.sold + (SELECT code.quantity FROM code WHERE code.code = t.code)
    WHERE t.code = ANY (ARRAY(SELECT held.code FROM held))
    RETURNING t.code
), sales AS (
    INSERT INTO settlement_tracesale (claim_id, position, code, quantity)
    SELECT claim.id, code.position, code.code, code.quantity FROM claim, code
    RETURNING code
), event AS (
    INSERT INTO province_event (
        "on", actor_id, actor_name, role, source_ip, noun, object_id, verb, before, after, why, obligation, area, data
    )
    SELECT :today::date, member.id, coalesce(member.name, :actor::text), coalesce(member.role, 'institution'),
           :address::inet, 'claim', claim.id::text, :verb::text, '', :verb, claim.reason, :obligation::text,
           claim.insured_area,
           jsonb_build_object('institution', claim.institution_id, 'reverses', claim.reverses_id,
                              'warnings', claim.warnings)
    FROM claim
    LEFT JOIN province_account member ON member.id = :staff::bigint
    RETURNING id
), outbox AS (
    INSERT INTO settlement_outboxmessage (claim_id, created_at, attempts, error)
    SELECT claim.id, now(), 0, '' FROM claim
    RETURNING id
), answer AS (
    INSERT INTO settlement_answer (institution_id, key, fingerprint, status, body, claim_id, answered_at)
    SELECT claim.institution_id, :key::text, :fingerprint::text, :status::smallint, :body::text, claim.id, now()
    FROM claim
    RETURNING id
)
SELECT (SELECT count(*) FROM claim) AS claims,
       (SELECT count(*) FROM account) AS accounts,
       (SELECT count(*) FROM lines) AS lines,
       (SELECT count(*) FROM ledger) AS entries,
       (SELECT count(*) FROM dispensed) AS dispensed,
       (SELECT count(*) FROM packs) + (SELECT count(*) FROM returned) AS packs,
       (SELECT count(*) FROM sales) AS sales,
       (SELECT count(*) FROM event) AS events,
       (SELECT count(*) FROM outbox) AS outbox,
       (SELECT count(*) FROM answer) AS answers
