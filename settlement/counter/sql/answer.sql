-- needs: institution, key
-- What was answered under the key.
answer AS MATERIALIZED (
    SELECT a.fingerprint, a.status, a.body, a.claim_id AS claim, a.refusal
    FROM settlement_answer a
    WHERE a.institution_id = :institution::text AND a.key = :key::text
)
