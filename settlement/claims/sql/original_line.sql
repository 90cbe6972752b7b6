-- needs: original
original_line AS (
    SELECT
        -- columns claim_line of l
    FROM settlement_claimline l
    WHERE l.claim_id = (SELECT id FROM original)
    ORDER BY l.position
)
