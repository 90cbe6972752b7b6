-- needs: original, institution
-- One claim as it was written.
original AS (
    SELECT
        -- columns claim of c,
        c.account_id, (SELECT r.id FROM settlement_claim r WHERE r.reverses_id = c.id) AS reversed_by
    FROM settlement_claim c
    WHERE c.id = :original::bigint AND c.institution_id = :institution::text
)
