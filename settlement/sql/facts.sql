-- Everything the rules may know about a sale, as of one snapshot, as one document.
WITH person AS (
    SELECT p.psn_no, p.died_on
    FROM eligibility_insuredperson p
    WHERE p.psn_no = :person::text OR p.identity_hash = :identity_hash::text
), enrolment AS (
    SELECT n.insurance_type, n.area_id, n.serious_illness, left(n.area_id, 4) || '00' AS pooling_area
    FROM eligibility_enrolment n
    WHERE n.person_id = (SELECT psn_no FROM person) AND n.period @> :day::date
), recognition AS (
    SELECT r.category
    FROM eligibility_assistancerecognition r
    WHERE r.person_id = (SELECT psn_no FROM person) AND r.period @> :day
), prescription AS (
    SELECT x.rxno, x.kind, x.setting, x.person_id, x.hospital_id, x.first_day, x.last_day, x.withdrawn_on,
           x.diagnosis_code, coalesce(x.physician_id, x.hospital_id) AS signer, x.content, x.signature
    FROM eligibility_prescription x
    WHERE x.rxno = :prescription::text
), lines AS (
    SELECT l.id, l.position, l.product_id, l.quantity, l.dispensed, l.supply_days,
           p.drug_id, p.manufacturer_id, d.generic_name,
           d.section = 'negotiated' AND d.sold_in_pharmacies AS dual_channel
    FROM eligibility_prescriptionline l
    JOIN catalog_product p ON p.code = l.product_id
    JOIN catalog_drug d ON d.id = p.drug_id
    WHERE l.prescription_id = :prescription
), entitled AS (
    SELECT e.id, e.drug_id, e.first_day, e.last_day, e.ended_on, e.end_cause, e.diagnosis_code,
           e.hospital_id, e.pharmacy_id
    FROM eligibility_entitlement e
    WHERE e.person_id = (SELECT psn_no FROM person) AND e.drug_id IN (SELECT drug_id FROM lines)
    ORDER BY (e.period @> :day AND (e.ended_on IS NULL OR e.ended_on >= e.first_day)) DESC, e.last_day DESC, e.id DESC
    LIMIT 1
)
SELECT json_build_object(
    'answer', (
        SELECT json_build_object('fingerprint', a.fingerprint, 'status', a.status, 'body', a.body)
        FROM settlement_answer a
        WHERE a.institution_id = :institution::text AND a.key = :key::text
    ),
    'place', (
        SELECT json_build_object(
            'code', i.code,
            'name', i.name,
            'kind', i.kind,
            'area', i.area_id,
            'client_live', EXISTS (
                SELECT FROM physicians_apiclient c
                WHERE c.id = :client::bigint AND c.institution_id = i.code AND c.revoked_at IS NULL
                UNION ALL
                SELECT FROM physicians_institutionstaff s
                JOIN province_account a ON a.id = s.account_id
                WHERE s.account_id = :staff::bigint AND s.institution_id = i.code AND a.is_active
            ),
            'designated', g.id IS NOT NULL,
            'outpatient', coalesce(g.outpatient, false),
            'excluded_from_totals', coalesce(g.excluded_from_totals, false),
            'suspended', EXISTS (
                SELECT FROM physicians_institutionsuspension s WHERE s.institution_id = i.code AND s.period @> :day
            )
        )
        FROM physicians_institution i
        LEFT JOIN physicians_agreement g ON g.institution_id = i.code AND g.period @> :day
        WHERE i.code = :institution
    ),
    'person', (
        SELECT json_build_object(
            'number', p.psn_no,
            'died_on', p.died_on,
            'enrolment', (
                SELECT json_build_object(
                    'insurance_type', n.insurance_type,
                    'area', n.area_id,
                    'serious_illness', n.serious_illness
                )
                FROM enrolment n
            ),
            'held', (
                SELECT h.cause FROM eligibility_benefithold h WHERE h.person_id = p.psn_no AND h.period @> :day
            ),
            'category', (SELECT r.category FROM recognition r)
        )
        FROM person p
    ),
    'prescription', (
        SELECT json_build_object(
            'serial', x.rxno,
            'kind', x.kind,
            'setting', x.setting,
            'person', x.person_id,
            'hospital', x.hospital_id,
            'first_day', x.first_day,
            'last_day', x.last_day,
            'withdrawn_on', x.withdrawn_on,
            'diagnosis_code', x.diagnosis_code,
            'signer', x.signer,
            'content', x.content,
            'signature', x.signature
        )
        FROM prescription x
    ),
    'lines', (
        SELECT coalesce(json_agg(json_build_object(
            'id', l.id,
            'position', l.position,
            'product', l.product_id,
            'generic_name', l.generic_name,
            'drug', l.drug_id,
            'manufacturer', l.manufacturer_id,
            'quantity', l.quantity::text,
            'dispensed', l.dispensed::text,
            'supply_days', l.supply_days,
            'dual_channel', l.dual_channel,
            'listed_as', (
                SELECT v.origin FROM catalog_listing v WHERE v.drug_id = l.drug_id AND v.period @> :day
            ),
            'admitted', EXISTS (
                SELECT FROM catalog_admission a WHERE a.product_id = l.product_id AND a.period @> :day
            ),
            'standard', (
                SELECT json_build_object('amount', s.amount::text, 'negotiated', s.negotiated)
                FROM catalog_paymentstandard s
                WHERE s.product_id = l.product_id AND s.period @> :day
            ),
            'listed_price', (
                SELECT o.amount::text FROM catalog_listedprice o WHERE o.product_id = l.product_id AND o.period @> :day
            )
        ) ORDER BY l.position), '[]')
        FROM lines l
    ),
    'right', (
        SELECT json_build_object(
            'id', e.id,
            'drug', e.drug_id,
            'first_day', e.first_day,
            'last_day', e.last_day,
            'ended_on', e.ended_on,
            'end_cause', e.end_cause,
            'diagnosis_code', e.diagnosis_code,
            'hospital', e.hospital_id,
            'pharmacy', e.pharmacy_id,
            'suspended', (
                SELECT min(s.cause) FROM eligibility_suspension s WHERE s.entitlement_id = e.id AND s.period @> :day
            ),
            'manufacturers', (
                SELECT coalesce(json_agg(m.manufacturer_id ORDER BY m.id), '[]')
                FROM eligibility_confirmedmanufacturer m
                WHERE m.entitlement_id = e.id AND m.confirmed_on <= :day
            )
        )
        FROM entitled e
    ),
    'limits', (
        SELECT json_build_object(
            'pooled', max(b.amount) FILTER (WHERE b.kind = 'pooled')::text,
            'serious_illness', max(b.amount) FILTER (WHERE b.kind = 'serious_illness')::text,
            'overall', max(b.amount) FILTER (WHERE b.kind = 'overall')::text
        )
        FROM enrolment n
        JOIN settlement_annuallimit b
            ON b.area_id = n.pooling_area AND b.insurance_type = n.insurance_type AND b.period @> :day
    ),
    'assistance', (
        SELECT json_build_object(
            'rate', y.rate::text,
            'threshold', y.threshold::text,
            'annual_limit', y.annual_limit::text,
            'beyond_maximum', y.beyond_maximum
        )
        FROM enrolment n
        CROSS JOIN recognition r
        JOIN settlement_assistancerule y
            ON y.area_id = n.pooling_area AND y.category = r.category AND y.period @> :day
    ),
    'separate_rate', (
        SELECT json_build_object('rate', q.rate::text, 'first_share', q.first_share::text)
        FROM enrolment n
        JOIN settlement_arearate q
            ON q.area_id = n.pooling_area AND q.insurance_type = n.insurance_type
            AND q.kind = 'separate' AND q.period @> :day
    ),
    'ordinary_rate', (
        SELECT json_build_object('rate', q.rate::text, 'first_share', q.first_share::text)
        FROM enrolment n
        CROSS JOIN prescription x
        JOIN settlement_arearate q
            ON q.area_id = n.pooling_area AND q.insurance_type = n.insurance_type
            AND q.kind = 'ordinary_' || x.setting AND q.period @> :day
    ),
    'account', (
        SELECT json_build_object(
            'id', a.id,
            'pooled_paid', a.pooled_paid::text,
            'serious_paid', a.serious_paid::text,
            'assistance_paid', a.assistance_paid::text,
            'threshold_used', a.threshold_used::text,
            'pooled_elsewhere', a.pooled_elsewhere::text,
            'serious_elsewhere', a.serious_elsewhere::text,
            'assistance_elsewhere', a.assistance_elsewhere::text
        )
        FROM enrolment n
        JOIN settlement_annualaccount a
            ON a.person_id = (SELECT psn_no FROM person) AND a.insurance_type = n.insurance_type
            AND a.year = extract(year FROM :day)
    ),
    'sold', (
        SELECT coalesce(json_object_agg(t.code, t.sold::text), '{}')
        FROM settlement_tracepack t
        WHERE t.code = ANY (:codes::text[])
    )
)::text AS facts
