-- needs: claim, institution, key, fingerprint, status, body, refusal
-- Keeps what is answered under the key, word for word, and what it tells: the claim, or else the refusal. Without a
-- key nothing is: the answer tells of another claim of the same transaction.
kept_answer AS (
    INSERT INTO settlement_answer (institution_id, key, fingerprint, status, body, claim_id, refusal, answered_at)
    SELECT :institution::text, :key::text, :fingerprint::text, :status::smallint, :body::text, claim.id,
           :refusal::jsonb, now()
    FROM claim
    WHERE :key::text IS NOT NULL
    RETURNING id
)
