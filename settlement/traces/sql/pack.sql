-- needs: document
-- The packs that a claim moves, in the order in which everybody takes them.
pack AS MATERIALIZED (
    SELECT k.position, k.code, k.quantity
    FROM document
    CROSS JOIN jsonb_to_recordset(codes) AS k (position smallint, code text, quantity numeric)
    ORDER BY k.code
)
