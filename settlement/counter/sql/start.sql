-- needs: key, answer, caller, months, month
-- Draws the claim's number and shares the lock of the statement month, if there is something to do at all.
start AS MATERIALIZED (
    SELECT nextval('settlement_claim_id_seq') AS claim,
           pg_advisory_xact_lock_shared(:months::int, :month::int) AS month
    FROM key
    WHERE key.locked AND NOT EXISTS (SELECT FROM answer) AND (SELECT live FROM caller)
)
