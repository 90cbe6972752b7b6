-- needs: claim, institution, key, fingerprint, status, body
-- Keeps what is answered under the key, word for word; a refusal has no claim.
kept_answer AS (
    INSERT INTO settlement_answer (institution_id, key, fingerprint, status, body, claim_id, answered_at)
    SELECT :institution::text, :key::text, :fingerprint::text, :status::smallint, :body::text, claim.id, now()
    FROM claim
    RETURNING id
)
