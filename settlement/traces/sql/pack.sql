-- needs: document
-- The packs that a claim moves, in the order in which everybody takes them.
pack AS MATERIALIZED (
    SELECT k.position, k.code, k.units, k.whole, k.freed
    FROM document
    CROSS JOIN jsonb_to_recordset(codes) AS k (position smallint, code text, units int, whole int, freed boolean)
    ORDER BY k.code
)
