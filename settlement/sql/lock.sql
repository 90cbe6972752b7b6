-- The locks of a settlement, in the one order that everybody keeps: the key (a twin gets its answer at once,
-- before waiting for anything), the statement month, the prescription and its lines, the person's entitlements for
-- the prescribed drugs (a suspension takes them for update), the annual account. Each step reads the one
-- before it, so that none can begin earlier. What this statement reads may be stale the moment a lock was
-- waited for: the facts are read by the next one, and must turn out to be about the rows that are locked here.
WITH key AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended(:institution::text || ' ' || :key::text, 0)) AS held
), answer AS MATERIALIZED (
    SELECT a.fingerprint, a.status, a.body
    FROM settlement_answer a
    WHERE a.institution_id = :institution AND a.key = :key AND (SELECT held FROM key)
), client AS MATERIALIZED (
    SELECT c.revoked_at IS NULL AS live
    FROM physicians_apiclient c
    WHERE c.id = :client::bigint AND c.institution_id = :institution
    UNION ALL
    SELECT a.is_active
    FROM physicians_institutionstaff s
    JOIN province_account a ON a.id = s.account_id
    WHERE s.account_id = :staff::bigint AND s.institution_id = :institution
), start AS MATERIALIZED (
    SELECT nextval('settlement_claim_id_seq') AS claim,
           pg_advisory_xact_lock_shared(:months::int, :month::int) AS month
    FROM key
    WHERE key.held AND NOT EXISTS (SELECT FROM answer) AND (SELECT live FROM client)
), person AS MATERIALIZED (
    SELECT p.psn_no
    FROM eligibility_insuredperson p
    WHERE (p.psn_no = :person::text OR p.identity_hash = :identity_hash::text)
      AND (SELECT count(month) FROM start) = 1
), prescription AS MATERIALIZED (
    SELECT x.rxno
    FROM eligibility_prescription x
    WHERE x.rxno = :prescription::text AND x.person_id = (SELECT psn_no FROM person)
    FOR SHARE OF x
), lines AS MATERIALIZED (
    SELECT l.id, l.product_id
    FROM eligibility_prescriptionline l
    WHERE l.prescription_id = (SELECT rxno FROM prescription)
    ORDER BY l.id
    FOR UPDATE OF l
), entitled AS MATERIALIZED (
    SELECT e.id
    FROM eligibility_entitlement e
    WHERE e.person_id = (SELECT psn_no FROM person)
      AND e.drug_id = ANY (ARRAY(SELECT p.drug_id FROM lines JOIN catalog_product p ON p.code = lines.product_id))
    ORDER BY e.id
    FOR SHARE OF e
), insured AS MATERIALIZED (
    SELECT n.person_id, n.insurance_type, extract(year FROM :day::date)::smallint AS year
    FROM eligibility_enrolment n
    WHERE n.person_id = (SELECT psn_no FROM person) AND n.period @> :day
      AND (SELECT count(*) FROM lines) + (SELECT count(*) FROM entitled) >= 0
), existing AS MATERIALIZED (
    SELECT a.id
    FROM settlement_annualaccount a
    JOIN insured i ON i.person_id = a.person_id AND i.insurance_type = a.insurance_type AND i.year = a.year
    FOR NO KEY UPDATE OF a
), created AS (
    INSERT INTO settlement_annualaccount (
        person_id, insurance_type, year, pooled_paid, serious_paid, assistance_paid, threshold_used,
        pooled_elsewhere, serious_elsewhere, assistance_elsewhere
    )
    SELECT i.person_id, i.insurance_type, i.year, 0, 0, 0, 0, 0, 0, 0
    FROM insured i
    WHERE NOT EXISTS (SELECT FROM existing) AND :day <= :today::date
    ON CONFLICT (person_id, insurance_type, year) DO UPDATE SET year = excluded.year
    RETURNING id
)
SELECT key.held,
       coalesce((SELECT live FROM client), false) AS client_live,
       (SELECT fingerprint FROM answer) AS fingerprint,
       (SELECT status FROM answer) AS status,
       (SELECT body FROM answer) AS body,
       (SELECT claim FROM start) AS claim,
       ARRAY(SELECT id FROM lines) AS lines,
       ARRAY(SELECT id FROM entitled) AS entitlements,
       (SELECT id FROM existing UNION ALL SELECT id FROM created) AS account
FROM key
