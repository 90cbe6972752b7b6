-- needs: pack
-- Locks the packs that are given back, in their order.
locked_pack AS MATERIALIZED (
    SELECT t.code
    FROM settlement_tracepack t
    WHERE t.code = ANY (ARRAY(SELECT p.code FROM pack p WHERE p.units < 0))
    ORDER BY t.code
    FOR UPDATE OF t
)
