-- needs: claim, pack
pack_sale AS (
    INSERT INTO settlement_tracesale (claim_id, position, code, quantity)
    SELECT c.id, p.position, p.code, p.quantity FROM claim c CROSS JOIN pack p
    RETURNING code
)
