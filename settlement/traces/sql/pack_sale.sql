-- needs: claim, pack
pack_sale AS (
    INSERT INTO settlement_tracesale (claim_id, position, code, units)
    SELECT c.id, p.position, p.code, p.units FROM claim c CROSS JOIN pack p
    RETURNING code
)
