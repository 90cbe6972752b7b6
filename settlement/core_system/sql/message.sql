-- needs: claim
-- What the core insurance system is still to be told.
message AS (
    INSERT INTO settlement_outboxmessage (claim_id, created_at, attempts, error)
    SELECT c.id, now(), 0, '' FROM claim c
    RETURNING id
)
