-- The locks of a reversal, in the order of lock.sql. A claim is never changed, so it need not be locked: the
-- account is, and two reversals of one claim meet there. A claim that this does not see yet has no lock: the
-- original as it is read next must stand on the account that is locked here.
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
), original AS MATERIALIZED (
    SELECT c.id, c.prescription_id, c.account_id
    FROM settlement_claim c
    WHERE c.id = :original::bigint AND c.institution_id = :institution AND c.reverses_id IS NULL
      AND (SELECT held FROM key) AND NOT EXISTS (SELECT FROM answer) AND (SELECT live FROM client)
), start AS MATERIALIZED (
    SELECT nextval('settlement_claim_id_seq') AS claim,
           pg_advisory_xact_lock_shared(:months::int, :month::int) AS month
    FROM original
), lines AS MATERIALIZED (
    SELECT l.id
    FROM eligibility_prescriptionline l
    WHERE l.prescription_id = (SELECT prescription_id FROM original) AND (SELECT count(month) FROM start) = 1
    ORDER BY l.id
    FOR UPDATE OF l
), account AS MATERIALIZED (
    SELECT a.id
    FROM settlement_annualaccount a
    WHERE a.id = (SELECT account_id FROM original) AND (SELECT count(*) FROM lines) > 0
    FOR NO KEY UPDATE OF a
)
SELECT key.held,
       coalesce((SELECT live FROM client), false) AS client_live,
       (SELECT fingerprint FROM answer) AS fingerprint,
       (SELECT status FROM answer) AS status,
       (SELECT body FROM answer) AS body,
       (SELECT claim FROM start) AS claim,
       (SELECT id FROM account) AS account
FROM key
