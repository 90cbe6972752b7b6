-- needs: original
-- The packs that the original moved.
original_pack AS (
    SELECT t.position, t.code, t.units
    FROM settlement_tracesale t
    WHERE t.claim_id = (SELECT id FROM original)
    ORDER BY t.code
)
