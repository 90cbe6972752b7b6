-- One settlement as it was written, for its reversal.
SELECT json_build_object(
    'answer', (
        SELECT json_build_object('fingerprint', a.fingerprint, 'status', a.status, 'body', a.body)
        FROM settlement_answer a
        WHERE a.institution_id = c.institution_id AND a.key = :key::text
    ),
    'place', i.name,
    'client_live', EXISTS (
        SELECT FROM physicians_apiclient p
        WHERE p.id = :client::bigint AND p.institution_id = i.code AND p.revoked_at IS NULL
        UNION ALL
        SELECT FROM physicians_institutionstaff s
        JOIN province_account a ON a.id = s.account_id
        WHERE s.account_id = :staff::bigint AND s.institution_id = i.code AND a.is_active
    ),
    'account', c.account_id,
    'settled', json_build_object(
        'id', c.id,
        'institution', c.institution_id,
        'person', c.person_id,
        'insurance_type', c.insurance_type,
        'insured_area', c.insured_area,
        'serving_area', c.serving_area,
        'prescription', c.prescription_id,
        'entitlement', c.entitlement_id,
        'setting', c.setting,
        'purchase_day', c.purchase_day,
        'settled_at', c.settled_at,
        'rate', c.rate::text,
        'outside_drg', c.outside_drg,
        'warnings', c.warnings,
        'reverses', c.reverses_id,
        'reversed_by', (SELECT r.id FROM settlement_claim r WHERE r.reverses_id = c.id),
        'reason', c.reason,
        'sums', json_build_object(
            'total', c.total::text,
            'in_scope', c.in_scope::text,
            'out_of_scope', c.out_of_scope::text,
            'pooled', c.pooled::text,
            'serious_illness', c.serious_illness::text,
            'assistance', c.assistance::text,
            'patient', c.patient::text
        ),
        'lines', (
            SELECT json_agg(json_build_object(
                'position', l.position,
                'detail_number', l.detail_number,
                'prescription_line', l.prescription_line_id,
                'product', l.product_id,
                'quantity', l.quantity::text,
                'unit_price', l.unit_price::text,
                'in_scope_price', l.in_scope_price::text,
                'total', l.total::text,
                'in_scope', l.in_scope::text,
                'fund_share', l.fund_share::text,
                'sentence', l.sentence,
                'source', l.source
            ) ORDER BY l.position)
            FROM settlement_claimline l
            WHERE l.claim_id = c.id
        ),
        'entries', (
            SELECT json_agg(json_build_object(
                'position', e.position,
                'fund', e.fund,
                'basis', e.basis::text,
                'rate', e.rate::text,
                'limit_left', e.limit_left::text,
                'threshold', e.threshold::text,
                'amount', e.amount::text,
                'sentence', e.sentence,
                'source', e.source
            ) ORDER BY e.position)
            FROM settlement_ledgerentry e
            WHERE e.claim_id = c.id
        )
    ),
    'codes', (
        SELECT coalesce(json_agg(json_build_object(
            'position', t.position, 'code', t.code, 'quantity', t.quantity::text
        ) ORDER BY t.code), '[]')
        FROM settlement_tracesale t
        WHERE t.claim_id = c.id
    )
)::text AS facts
FROM settlement_claim c
JOIN physicians_institution i ON i.code = c.institution_id
WHERE c.id = :original::bigint AND c.institution_id = :institution::text
